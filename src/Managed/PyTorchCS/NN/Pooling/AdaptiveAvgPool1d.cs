namespace PyTorchCS.NN;

/// <inheritdoc cref="F.AdaptiveAvgPool1d" path="/summary"/>
/// <param name="outputSize">The size to produce; <c>null</c> keeps the input's.</param>
/// <remarks>Input <c>(N, C, L)</c>, also without <c>N</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.AdaptiveAvgPool1d.html"/>
public sealed class AdaptiveAvgPool1d(OutputSize outputSize) : AdaptiveAvgPoolNd(outputSize)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.AdaptiveAvgPool1d(input, OutputSize);
}
