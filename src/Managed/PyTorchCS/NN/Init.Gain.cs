namespace PyTorchCS.NN;

public static partial class Init
{
    /// <summary>The factor that keeps the variance through a nonlinearity.</summary>
    /// <param name="nonlinearity">The nonlinearity.</param>
    /// <param name="param">The slope of a leaky ReLU; 0.01 by default.</param>
    /// <returns>1 for linear layers and the sigmoid, <c>5/3</c> for tanh, <c>√2</c> for ReLU, <c>√(2 / (1 + slope²))</c> for leaky ReLU, <c>3/4</c> for SELU.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/nn.init.html#torch.nn.init.calculate_gain"/>
    public static double CalculateGain(Nonlinearity nonlinearity, double? param = null)
    {
        double slope = param ?? 0.01;
        return nonlinearity switch
        {
            Nonlinearity.Tanh => 5.0 / 3,
            Nonlinearity.ReLU => Math.Sqrt(2.0),
            Nonlinearity.LeakyReLU => Math.Sqrt(2.0 / (1 + (slope * slope))),
            Nonlinearity.SELU => 3.0 / 4,
            _ => 1,
        };
    }

    /// <summary>What linear layers and convolutions start with.</summary>
    internal static void ResetLike(Parameter weight, Parameter? bias)
    {
        KaimingUniform_(weight, Math.Sqrt(5));
        (double fanIn, _) = Fans("reset_parameters", weight);
        if (bias is not null)
        {
            double bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
            Uniform_(bias, -bound, bound);
        }
    }

    private static double KaimingStd(string operation, Tensor tensor, double a, FanMode mode, Nonlinearity nonlinearity)
    {
        (double fanIn, double fanOut) = Fans(operation, tensor);
        return CalculateGain(nonlinearity, a) / Math.Sqrt(mode == FanMode.FanIn ? fanIn : fanOut);
    }

    private static double XavierStd(string operation, Tensor tensor, double gain)
    {
        (double fanIn, double fanOut) = Fans(operation, tensor);
        return gain * Math.Sqrt(2.0 / (fanIn + fanOut));
    }

    private static (double FanIn, double FanOut) Fans(string operation, Tensor tensor)
    {
        RequireDimensions(operation, tensor, 2, int.MaxValue);
        long[] shape = tensor.Shape;
        long field = 1;
        for (int i = 2; i < shape.Length; i++)
        {
            field *= shape[i];
        }

        return (shape[1] * field, shape[0] * field);
    }

    private static bool IsEmpty(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor.Shape.Contains(0);
    }

    // .NET has no error function; LibTorch's has all digits.
    private static double NormalCdf(double x) => (1.0 + Torch.Tensor(x / Math.Sqrt(2.0), dtype: DType.Float64, device: Device.Cpu).Erf().Item<double>()) / 2.0;

    private static Tensor Fill(Tensor tensor, Action<Tensor> fill)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using (Torch.NoGrad())
        {
            fill(tensor);
        }

        return tensor;
    }

    private static void RequireDimensions(string operation, Tensor tensor, int least, int most)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.Ndim < least || tensor.Ndim > most)
        {
            string wanted = most == int.MaxValue ? $"at least {least}" : least == most ? $"{least}" : $"{least} to {most}";
            throw new ArgumentException($"{operation}: needs {wanted} dimensions, got [{string.Join(", ", tensor.Shape)}].", nameof(tensor));
        }
    }
}
