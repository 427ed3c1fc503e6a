namespace PyTorchCS.NN;

/// <inheritdoc cref="F.AdaptiveMaxPool3d" path="/summary"/>
/// <param name="outputSize">The size to produce; <c>null</c> keeps the input's.</param>
/// <remarks>Input <c>(N, C, D, H, W)</c>, also without <c>N</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.AdaptiveMaxPool3d.html"/>
public sealed class AdaptiveMaxPool3d(OutputSize outputSize) : AdaptiveMaxPoolNd(outputSize)
{
    /// <inheritdoc/>
    public override (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor input) => F.AdaptiveMaxPool3dWithIndices(input, OutputSize);
}
