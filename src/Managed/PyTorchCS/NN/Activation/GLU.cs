namespace PyTorchCS.NN;

/// <inheritdoc cref="F.Glu" path="/summary"/>
/// <param name="dim">The dimension to split.</param>
/// <remarks>Input of any shape with an even dimension, which the output has halved.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.GLU.html"/>
public sealed class GLU(long dim = -1) : Module<Tensor, Tensor>
{
    /// <summary>The dimension to split.</summary>
    public long Dim { get; } = dim;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.Glu(input, Dim);

    /// <inheritdoc/>
    public override string ExtraRepr() => $"dim={Dim}";
}
