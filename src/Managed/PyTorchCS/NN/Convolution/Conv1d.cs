namespace PyTorchCS.NN;

/// <inheritdoc cref="F.Conv1d" path="/summary"/>
/// <param name="inChannels">The number of channels of the input.</param>
/// <param name="outChannels">The number of channels of the output.</param>
/// <param name="kernelSize">The size of a filter.</param>
/// <param name="stride">The step between positions; 1 by default.</param>
/// <param name="padding">How far the input is extended on each side, <c>"same"</c> or <c>"valid"</c>; 0 by default.</param>
/// <param name="dilation">The distance between the taps of a filter; 1 by default.</param>
/// <param name="groups">Into how many independent groups the channels are split.</param>
/// <param name="bias">Whether a bias is added.</param>
/// <param name="paddingMode">What the input is extended with.</param>
/// <param name="dtype">The type of the parameters.</param>
/// <param name="device">Where they lie.</param>
/// <remarks>Input <c>(N, inChannels, L)</c>, also without <c>N</c>; output <c>(N, outChannels, L')</c>. State: <c>weight</c>, <c>bias</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.Conv1d.html"/>
public sealed class Conv1d(long inChannels, long outChannels, IntTuple kernelSize, IntTuple? stride = null, ConvPadding? padding = null, IntTuple? dilation = null, long groups = 1, bool bias = true, ConvPaddingMode paddingMode = ConvPaddingMode.Zeros, DType? dtype = null, Device? device = null)
    : ConvNd(1, inChannels, outChannels, kernelSize, stride, padding, dilation, groups, bias, paddingMode, dtype, device)
{
    private protected override Tensor Convolve(Tensor input, ConvPadding padding) => F.Conv1d(input, Weight, Bias, Stride, padding, Dilation, Groups);
}
