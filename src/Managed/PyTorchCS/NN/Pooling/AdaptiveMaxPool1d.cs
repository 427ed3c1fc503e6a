namespace PyTorchCS.NN;

/// <inheritdoc cref="F.AdaptiveMaxPool1d" path="/summary"/>
/// <param name="outputSize">The size to produce; <c>null</c> keeps the input's.</param>
/// <remarks>Input <c>(N, C, L)</c>, also without <c>N</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.AdaptiveMaxPool1d.html"/>
public sealed class AdaptiveMaxPool1d(OutputSize outputSize) : AdaptiveMaxPoolNd(outputSize)
{
    /// <inheritdoc/>
    public override (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor input) => F.AdaptiveMaxPool1dWithIndices(input, OutputSize);
}
