namespace PyTorchCS.NN;

/// <inheritdoc cref="F.AdaptiveAvgPool3d" path="/summary"/>
/// <param name="outputSize">The size to produce; <c>null</c> keeps the input's.</param>
/// <remarks>Input <c>(N, C, D, H, W)</c>, also without <c>N</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.AdaptiveAvgPool3d.html"/>
public sealed class AdaptiveAvgPool3d(OutputSize outputSize) : AdaptiveAvgPoolNd(outputSize)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.AdaptiveAvgPool3d(input, OutputSize);
}
