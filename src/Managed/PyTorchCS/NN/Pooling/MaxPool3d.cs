namespace PyTorchCS.NN;

/// <inheritdoc cref="F.MaxPool3d" path="/summary"/>
/// <param name="kernelSize">The size of the window.</param>
/// <param name="stride">The step between windows; the window's size by default.</param>
/// <param name="padding">Minus infinity on all sides, at most half a window; 0 by default.</param>
/// <param name="dilation">The distance between the elements of a window; 1 by default.</param>
/// <param name="ceilMode">Whether to round the output's size up instead of down.</param>
/// <remarks>Input <c>(N, C, D, H, W)</c>, also without <c>N</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.MaxPool3d.html"/>
public sealed class MaxPool3d(IntTuple kernelSize, IntTuple? stride = null, IntTuple? padding = null, IntTuple? dilation = null, bool ceilMode = false)
    : MaxPoolNd(kernelSize, stride, padding, dilation, ceilMode)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.MaxPool3d(input, KernelSize, Stride, Padding, Dilation, CeilMode);

    /// <inheritdoc/>
    public override (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor input) =>
        F.MaxPool3dWithIndices(input, KernelSize, Stride, Padding, Dilation, CeilMode);
}
