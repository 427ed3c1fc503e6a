namespace PyTorchCS.NN;

/// <inheritdoc cref="F.AvgPool2d" path="/summary"/>
/// <param name="kernelSize">The size of the window.</param>
/// <param name="stride">The step between windows; the window's size by default.</param>
/// <param name="padding">Zeros on all sides; 0 by default.</param>
/// <param name="ceilMode">Whether to round the output's size up instead of down.</param>
/// <param name="countIncludePad">Whether the zeros of the padding count in the mean.</param>
/// <param name="divisorOverride">What to divide the sum by instead of the number of elements.</param>
/// <remarks>Input <c>(N, C, H, W)</c>, also without <c>N</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.AvgPool2d.html"/>
public sealed class AvgPool2d(IntTuple kernelSize, IntTuple? stride = null, IntTuple? padding = null, bool ceilMode = false, bool countIncludePad = true, long? divisorOverride = null)
    : AvgPoolNd(kernelSize, stride, padding, ceilMode, countIncludePad)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.AvgPool2d(input, KernelSize, Stride, Padding, CeilMode, CountIncludePad, divisorOverride);
}
