namespace PyTorchCS.NN;

public static partial class F
{
    /// <summary>Computes <c>exp(xᵢ) / Σⱼ exp(xⱼ)</c> along a dimension.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="dim">The dimension that sums to 1; without it PyTorch's old rule holds: 0 for 0, 1 and 3 dimensions, else 1.</param>
    /// <param name="dtype">The type to compute in and to return.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.softmax.html"/>
    public static Tensor Softmax(Tensor input, long? dim = null, DType? dtype = null) =>
        Ops.SoftmaxInt(input, dim ?? ImplicitDim(input), dtype);

    /// <summary>Computes the softmax of <c>-x</c> along a dimension.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="dim">The dimension that sums to 1; without it the rule of <see cref="Softmax"/>.</param>
    /// <param name="dtype">The type to compute in and to return.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.softmin.html"/>
    public static Tensor Softmin(Tensor input, long? dim = null, DType? dtype = null) => Softmax(Ops.Neg(input), dim, dtype);

    /// <summary>Computes <c>xᵢ - log Σⱼ exp(xⱼ)</c> along a dimension, stably.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="dim">The dimension; without it the rule of <see cref="Softmax"/>.</param>
    /// <param name="dtype">The type to compute in and to return.</param>
    /// <returns>The input's shape.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.log_softmax.html"/>
    public static Tensor LogSoftmax(Tensor input, long? dim = null, DType? dtype = null) =>
        Ops.LogSoftmaxInt(input, dim ?? ImplicitDim(input), dtype);

    /// <summary>Draws from the Gumbel-softmax distribution: <c>softmax((logits + gumbel noise) / tau)</c>.</summary>
    /// <param name="logits">Unnormalized log probabilities.</param>
    /// <param name="tau">The temperature, positive.</param>
    /// <param name="hard">Whether to give one-hot values, whose gradient is that of the soft ones.</param>
    /// <param name="dim">The dimension that sums to 1.</param>
    /// <returns>The shape of <paramref name="logits"/>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.gumbel_softmax.html"/>
    public static Tensor GumbelSoftmax(Tensor logits, double tau = 1, bool hard = false, long dim = -1)
    {
        ArgumentNullException.ThrowIfNull(logits);
        Tensor noise = Ops.Exponential_(Ops.EmptyLike(logits, memoryFormat: MemoryFormat.ContiguousFormat), 1).Log().Neg();
        Tensor soft = Ops.SoftmaxInt((logits + noise) / tau, dim);
        if (!hard)
        {
            return soft;
        }

        Tensor index = soft.Detach().Argmax(dim, keepdim: true);
        Tensor oneHot = Ops.ZerosLike(soft.Detach()).Scatter_(dim, index, 1.0);
        return oneHot - soft.Detach() + soft;
    }

    private static long ImplicitDim(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Ndim is 0 or 1 or 3 ? 0 : 1;
    }
}
