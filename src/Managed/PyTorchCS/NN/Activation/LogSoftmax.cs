namespace PyTorchCS.NN;

/// <inheritdoc cref="F.LogSoftmax" path="/summary"/>
/// <param name="dim">The dimension along which it is taken; without it PyTorch's old rule holds: 0 for 0, 1 and 3 dimensions, else 1.</param>
/// <remarks>Input of any shape; output of the same.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.LogSoftmax.html"/>
public sealed class LogSoftmax(long? dim = null) : Module<Tensor, Tensor>
{
    /// <summary>The dimension along which it is taken; without it PyTorch's old rule holds: 0 for 0, 1 and 3 dimensions, else 1.</summary>
    public long? Dim { get; } = dim;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.LogSoftmax(input, Dim);

    /// <inheritdoc/>
    public override string ExtraRepr() => $"dim={Python.Repr(Dim)}";
}
