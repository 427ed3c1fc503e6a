namespace PyTorchCS.NN;

/// <inheritdoc cref="F.AdaptiveMaxPool2d" path="/summary"/>
/// <param name="outputSize">The size to produce; <c>null</c> keeps the input's.</param>
/// <remarks>Input <c>(N, C, H, W)</c>, also without <c>N</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.AdaptiveMaxPool2d.html"/>
public sealed class AdaptiveMaxPool2d(OutputSize outputSize) : AdaptiveMaxPoolNd(outputSize)
{
    /// <inheritdoc/>
    public override (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor input) => F.AdaptiveMaxPool2dWithIndices(input, OutputSize);
}
