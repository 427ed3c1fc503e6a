namespace PyTorchCS.NN;

/// <summary>PyTorch's <c>torch.nn.utils</c>: gradient clipping, and parameters as one vector.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/nn.html#utilities"/>
public static partial class Utils
{
    /// <summary>Scales all gradients, in place, so that their joint norm is at most <paramref name="maxNorm"/>.</summary>
    /// <param name="parameters">The parameters; those without a gradient are skipped.</param>
    /// <param name="maxNorm">The greatest norm.</param>
    /// <param name="normType">The exponent of the norm; infinity gives the greatest absolute value.</param>
    /// <param name="errorIfNonfinite">Whether a norm that is infinite or not a number is an error.</param>
    /// <returns>The norm before clipping.</returns>
    /// <exception cref="InvalidOperationException">The norm is not finite and <paramref name="errorIfNonfinite"/> is set.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.utils.clip_grad_norm_.html"/>
    public static Tensor ClipGradNorm_(IEnumerable<Tensor> parameters, double maxNorm, double normType = 2.0, bool errorIfNonfinite = false)
    {
        Tensor[] grads = Gradients(parameters);
        using (Torch.NoGrad())
        {
            Tensor total = GetTotalNorm(grads, normType, errorIfNonfinite);
            Scale(grads, maxNorm, total);
            return total;
        }
    }

    /// <summary>Computes the norm of several tensors as if they were one vector.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <param name="normType">The exponent of the norm; infinity gives the greatest absolute value.</param>
    /// <param name="errorIfNonfinite">Whether a norm that is infinite or not a number is an error.</param>
    /// <returns>The norm, on the first tensor's device; 0 without tensors.</returns>
    /// <exception cref="InvalidOperationException">The norm is not finite and <paramref name="errorIfNonfinite"/> is set.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.utils.get_total_norm.html"/>
    public static Tensor GetTotalNorm(IEnumerable<Tensor> tensors, double normType = 2.0, bool errorIfNonfinite = false)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        Tensor[] all = [.. tensors];
        if (all.Length == 0)
        {
            return Torch.Zeros([]);
        }

        using var noGrad = Torch.NoGrad();
        var norms = new List<Tensor>();
        foreach (Tensor[] group in Groups(all))
        {
            norms.AddRange(Ops._ForeachNormScalar(group, normType));
        }

        Tensor total = Ops.LinalgVectorNorm(Torch.Stack([.. norms.Select(norm => norm.To(all[0].Device))]), normType);
        if (errorIfNonfinite && !total.Isfinite().Item<bool>())
        {
            throw new InvalidOperationException($"The norm of order {normType} of the gradients is {total.Item<double>()}, so they cannot be clipped.");
        }

        return total;
    }

    /// <summary>Scales all gradients, in place, by the factor that brings a norm known before down to <paramref name="maxNorm"/>.</summary>
    /// <param name="parameters">The parameters; those without a gradient are skipped.</param>
    /// <param name="maxNorm">The greatest norm.</param>
    /// <param name="totalNorm">The norm of the gradients, as <see cref="GetTotalNorm"/> gives it.</param>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.utils.clip_grads_with_norm_.html"/>
    public static void ClipGradsWithNorm_(IEnumerable<Tensor> parameters, double maxNorm, Tensor totalNorm)
    {
        ArgumentNullException.ThrowIfNull(totalNorm);
        using (Torch.NoGrad())
        {
            Scale(Gradients(parameters), maxNorm, totalNorm);
        }
    }

    /// <summary>Cuts each element of all gradients, in place, to <c>[-clipValue, clipValue]</c>.</summary>
    /// <param name="parameters">The parameters; those without a gradient are skipped.</param>
    /// <param name="clipValue">The greatest absolute value.</param>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.utils.clip_grad_value_.html"/>
    public static void ClipGradValue_(IEnumerable<Tensor> parameters, double clipValue)
    {
        using (Torch.NoGrad())
        {
            foreach (Tensor[] grads in Groups(Gradients(parameters)))
            {
                Ops._ForeachClampMin_Scalar(grads, -clipValue);
                Ops._ForeachClampMax_Scalar(grads, clipValue);
            }
        }
    }

    private static Tensor[] Gradients(IEnumerable<Tensor> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Tensor[] all = [.. parameters];
        var gradients = new Tensor?[all.Length];
        Tensor.ReadGrads(all, gradients, new bool[all.Length], new ulong[all.Length]);
        return [.. gradients.OfType<Tensor>()];
    }

    // The multi-tensor kernels are fast only for tensors of one device and type.
    private static IEnumerable<Tensor[]> Groups(Tensor[] tensors) =>
        tensors.GroupBy(tensor => (tensor.Device, tensor.DType)).Select(group => group.ToArray());

    // The factor stays a tensor, so that nothing waits for the device.
    private static void Scale(Tensor[] grads, double maxNorm, Tensor totalNorm)
    {
        Tensor factor = (maxNorm / (totalNorm + 1e-6)).ClampMax(1.0);
        foreach (Tensor[] group in Groups(grads))
        {
            Ops._ForeachMul_Tensor(group, factor.To(group[0].Device));
        }
    }
}
