namespace PyTorchCS.NN;

/// <inheritdoc cref="F.AvgPool1d" path="/summary"/>
/// <param name="kernelSize">The size of the window.</param>
/// <param name="stride">The step between windows; the window's size by default.</param>
/// <param name="padding">Zeros on both sides; 0 by default.</param>
/// <param name="ceilMode">Whether to round the output's size up instead of down.</param>
/// <param name="countIncludePad">Whether the zeros of the padding count in the mean.</param>
/// <remarks>Input <c>(N, C, L)</c>, also without <c>N</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.AvgPool1d.html"/>
public sealed class AvgPool1d(IntTuple kernelSize, IntTuple? stride = null, IntTuple? padding = null, bool ceilMode = false, bool countIncludePad = true)
    : AvgPoolNd(Single(kernelSize, nameof(kernelSize)), Single(stride ?? kernelSize, nameof(stride)), Single(padding ?? 0, nameof(padding)), ceilMode, countIncludePad)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.AvgPool1d(input, KernelSize, Stride, Padding, CeilMode, CountIncludePad);

    // PyTorch prints this one's settings as tuples, unlike those of its siblings.
    private static IntTuple Single(IntTuple given, string name) => given.Expand(1, nameof(AvgPool1d), name);
}
