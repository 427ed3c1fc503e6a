namespace PyTorchCS.NN;

public static partial class F
{
    /// <summary>Slides filters over a sequence: a one-dimensional cross-correlation.</summary>
    /// <param name="input">Shape <c>(N, inChannels, L)</c> or <c>(inChannels, L)</c>.</param>
    /// <param name="weight">Shape <c>(outChannels, inChannels / groups, k)</c>.</param>
    /// <param name="bias">Shape <c>(outChannels)</c>, or null for none.</param>
    /// <param name="stride">The step between positions; 1 by default.</param>
    /// <param name="padding">Zeros on both sides, <c>"same"</c> or <c>"valid"</c>; 0 by default.</param>
    /// <param name="dilation">The distance between the taps of a filter; 1 by default.</param>
    /// <param name="groups">Into how many independent groups the channels are split.</param>
    /// <returns>Shape <c>(N, outChannels, ⌊(L + 2·padding - dilation·(k - 1) - 1) / stride⌋ + 1)</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.conv1d.html"/>
    public static Tensor Conv1d(Tensor input, Tensor weight, Tensor? bias = null, IntTuple? stride = null, ConvPadding? padding = null, IntTuple? dilation = null, long groups = 1) =>
        padding?.Word is { } word
            ? Ops.Conv1dPadding(input, weight, bias, Or(stride, 1), word, Or(dilation, 1), groups)
            : Ops.Conv1d(input, weight, bias, Or(stride, 1), Or(padding?.Size, 0), Or(dilation, 1), groups);

    /// <summary>Slides filters over an image: a two-dimensional cross-correlation.</summary>
    /// <param name="input">Shape <c>(N, inChannels, H, W)</c> or <c>(inChannels, H, W)</c>.</param>
    /// <param name="weight">Shape <c>(outChannels, inChannels / groups, kH, kW)</c>.</param>
    /// <param name="bias">Shape <c>(outChannels)</c>, or null for none.</param>
    /// <param name="stride">The step between positions; 1 by default.</param>
    /// <param name="padding">Zeros on all sides, <c>"same"</c> or <c>"valid"</c>; 0 by default.</param>
    /// <param name="dilation">The distance between the taps of a filter; 1 by default.</param>
    /// <param name="groups">Into how many independent groups the channels are split.</param>
    /// <returns>Shape <c>(N, outChannels, H', W')</c>, each side as in <see cref="Conv1d"/>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.conv2d.html"/>
    public static Tensor Conv2d(Tensor input, Tensor weight, Tensor? bias = null, IntTuple? stride = null, ConvPadding? padding = null, IntTuple? dilation = null, long groups = 1) =>
        padding?.Word is { } word
            ? Ops.Conv2dPadding(input, weight, bias, Or(stride, 1), word, Or(dilation, 1), groups)
            : Ops.Conv2d(input, weight, bias, Or(stride, 1), Or(padding?.Size, 0), Or(dilation, 1), groups);

    /// <summary>Slides filters over a volume: a three-dimensional cross-correlation.</summary>
    /// <param name="input">Shape <c>(N, inChannels, D, H, W)</c> or <c>(inChannels, D, H, W)</c>.</param>
    /// <param name="weight">Shape <c>(outChannels, inChannels / groups, kD, kH, kW)</c>.</param>
    /// <param name="bias">Shape <c>(outChannels)</c>, or null for none.</param>
    /// <param name="stride">The step between positions; 1 by default.</param>
    /// <param name="padding">Zeros on all sides, <c>"same"</c> or <c>"valid"</c>; 0 by default.</param>
    /// <param name="dilation">The distance between the taps of a filter; 1 by default.</param>
    /// <param name="groups">Into how many independent groups the channels are split.</param>
    /// <returns>Shape <c>(N, outChannels, D', H', W')</c>, each side as in <see cref="Conv1d"/>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.conv3d.html"/>
    public static Tensor Conv3d(Tensor input, Tensor weight, Tensor? bias = null, IntTuple? stride = null, ConvPadding? padding = null, IntTuple? dilation = null, long groups = 1) =>
        padding?.Word is { } word
            ? Ops.Conv3dPadding(input, weight, bias, Or(stride, 1), word, Or(dilation, 1), groups)
            : Ops.Conv3d(input, weight, bias, Or(stride, 1), Or(padding?.Size, 0), Or(dilation, 1), groups);

    /// <summary>Computes the gradient of <see cref="Conv1d"/> with respect to its input as a function: an upsampling convolution.</summary>
    /// <param name="input">Shape <c>(N, inChannels, L)</c> or <c>(inChannels, L)</c>.</param>
    /// <param name="weight">Shape <c>(inChannels, outChannels / groups, k)</c>.</param>
    /// <param name="bias">Shape <c>(outChannels)</c>, or null for none.</param>
    /// <param name="stride">The step of the matching convolution; 1 by default.</param>
    /// <param name="padding">The padding of the matching convolution; 0 by default.</param>
    /// <param name="outputPadding">What is added to one side of the output; 0 by default.</param>
    /// <param name="groups">Into how many independent groups the channels are split.</param>
    /// <param name="dilation">The distance between the taps of a filter; 1 by default.</param>
    /// <returns>Shape <c>(N, outChannels, (L - 1)·stride - 2·padding + dilation·(k - 1) + outputPadding + 1)</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.conv_transpose1d.html"/>
    public static Tensor ConvTranspose1d(Tensor input, Tensor weight, Tensor? bias = null, IntTuple? stride = null, IntTuple? padding = null, IntTuple? outputPadding = null, long groups = 1, IntTuple? dilation = null) =>
        Ops.ConvTranspose1d(input, weight, bias, Or(stride, 1), Or(padding, 0), Or(outputPadding, 0), groups, Or(dilation, 1));

    /// <summary>The two-dimensional form of <see cref="ConvTranspose1d"/>.</summary>
    /// <param name="input">Shape <c>(N, inChannels, H, W)</c> or <c>(inChannels, H, W)</c>.</param>
    /// <param name="weight">Shape <c>(inChannels, outChannels / groups, kH, kW)</c>.</param>
    /// <param name="bias">Shape <c>(outChannels)</c>, or null for none.</param>
    /// <param name="stride">The step of the matching convolution; 1 by default.</param>
    /// <param name="padding">The padding of the matching convolution; 0 by default.</param>
    /// <param name="outputPadding">What is added to one side of the output; 0 by default.</param>
    /// <param name="groups">Into how many independent groups the channels are split.</param>
    /// <param name="dilation">The distance between the taps of a filter; 1 by default.</param>
    /// <returns>Shape <c>(N, outChannels, H', W')</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.conv_transpose2d.html"/>
    public static Tensor ConvTranspose2d(Tensor input, Tensor weight, Tensor? bias = null, IntTuple? stride = null, IntTuple? padding = null, IntTuple? outputPadding = null, long groups = 1, IntTuple? dilation = null) =>
        Ops.ConvTranspose2dInput(input, weight, bias, Or(stride, 1), Or(padding, 0), Or(outputPadding, 0), groups, Or(dilation, 1));

    /// <summary>The three-dimensional form of <see cref="ConvTranspose1d"/>.</summary>
    /// <param name="input">Shape <c>(N, inChannels, D, H, W)</c> or <c>(inChannels, D, H, W)</c>.</param>
    /// <param name="weight">Shape <c>(inChannels, outChannels / groups, kD, kH, kW)</c>.</param>
    /// <param name="bias">Shape <c>(outChannels)</c>, or null for none.</param>
    /// <param name="stride">The step of the matching convolution; 1 by default.</param>
    /// <param name="padding">The padding of the matching convolution; 0 by default.</param>
    /// <param name="outputPadding">What is added to one side of the output; 0 by default.</param>
    /// <param name="groups">Into how many independent groups the channels are split.</param>
    /// <param name="dilation">The distance between the taps of a filter; 1 by default.</param>
    /// <returns>Shape <c>(N, outChannels, D', H', W')</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.conv_transpose3d.html"/>
    public static Tensor ConvTranspose3d(Tensor input, Tensor weight, Tensor? bias = null, IntTuple? stride = null, IntTuple? padding = null, IntTuple? outputPadding = null, long groups = 1, IntTuple? dilation = null) =>
        Ops.ConvTranspose3dInput(input, weight, bias, Or(stride, 1), Or(padding, 0), Or(outputPadding, 0), groups, Or(dilation, 1));

    /// <summary>Collects the patches that a convolution would see, one column a position.</summary>
    /// <param name="input">Shape <c>(N, C, H, W)</c> or <c>(C, H, W)</c>.</param>
    /// <param name="kernelSize">The size of a patch.</param>
    /// <param name="dilation">The distance between the elements of a patch; 1 by default.</param>
    /// <param name="padding">Zeros on all sides; 0 by default.</param>
    /// <param name="stride">The step between patches; 1 by default.</param>
    /// <returns>Shape <c>(N, C·kH·kW, positions)</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.unfold.html"/>
    public static Tensor Unfold(Tensor input, IntTuple kernelSize, IntTuple? dilation = null, IntTuple? padding = null, IntTuple? stride = null) =>
        Ops.Im2col(input, Pair("unfold", kernelSize, "kernel_size"), Pair("unfold", dilation ?? 1, "dilation"), Pair("unfold", padding ?? 0, "padding"), Pair("unfold", stride ?? 1, "stride"));

    /// <summary>Adds patches up into an image: the counterpart of <see cref="Unfold"/>.</summary>
    /// <param name="input">Shape <c>(N, C·kH·kW, positions)</c>.</param>
    /// <param name="outputSize">The height and width to produce.</param>
    /// <param name="kernelSize">The size of a patch.</param>
    /// <param name="dilation">The distance between the elements of a patch; 1 by default.</param>
    /// <param name="padding">What is cut off on all sides; 0 by default.</param>
    /// <param name="stride">The step between patches; 1 by default.</param>
    /// <returns>Shape <c>(N, C, H, W)</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.fold.html"/>
    public static Tensor Fold(Tensor input, IntTuple outputSize, IntTuple kernelSize, IntTuple? dilation = null, IntTuple? padding = null, IntTuple? stride = null) =>
        Ops.Col2im(input, Pair("fold", outputSize, "output_size"), Pair("fold", kernelSize, "kernel_size"), Pair("fold", dilation ?? 1, "dilation"), Pair("fold", padding ?? 0, "padding"), Pair("fold", stride ?? 1, "stride"));

    private static ReadOnlySpan<long> Or(IntTuple? given, long otherwise) => (given ?? otherwise).Values;

    // The sliding-window kernels take exactly two numbers, unlike the convolutions, which spread one over all dimensions.
    private static ReadOnlySpan<long> Pair(string operation, IntTuple given, string name) => given.Expand(2, operation, name).Values;
}
