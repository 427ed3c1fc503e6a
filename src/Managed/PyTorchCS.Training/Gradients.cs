namespace PyTorchCS.Training;

/// <summary>Changes all gradients of some parameters together, without waiting for the device.</summary>
internal static class Gradients
{
    /// <summary>Where the norm is larger than <paramref name="maxNorm"/>: <c>g ← g·maxNorm / (‖all g‖₂ + 1e-6)</c>.</summary>
    public static void ClipNorm(IEnumerable<Tensor> parameters, double maxNorm)
    {
        using TensorScope scope = Torch.Scope();
        Tensor[] gradients = Of(parameters);
        if (gradients.Length == 0)
        {
            return;
        }

        // Gradients may lie on several devices; their norms meet on the first one's.
        Device device = gradients[0].Device;
        Tensor total = Torch.Stack([.. gradients.Select(gradient => Linalg.VectorNorm(gradient).To(device))]).Norm();
        Tensor factor = (maxNorm / (total + 1e-6)).Clamp(max: 1.0);
        foreach (Tensor gradient in gradients)
        {
            gradient.Mul_(factor.To(gradient.Device));
        }
    }

    /// <summary>Brings every element to <c>[-maxValue, maxValue]</c>.</summary>
    public static void ClipValue(IEnumerable<Tensor> parameters, double maxValue)
    {
        foreach (Tensor gradient in Of(parameters))
        {
            gradient.Clamp_(-maxValue, maxValue);
        }
    }

    /// <summary>Multiplies every element.</summary>
    public static void Scale(IEnumerable<Tensor> parameters, double factor)
    {
        foreach (Tensor gradient in Of(parameters))
        {
            gradient.Mul_(factor);
        }
    }

    private static Tensor[] Of(IEnumerable<Tensor> parameters) => [.. parameters.Select(parameter => parameter.Grad).OfType<Tensor>()];
}
