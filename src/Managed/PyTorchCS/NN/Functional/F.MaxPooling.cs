namespace PyTorchCS.NN;

public static partial class F
{
    /// <summary>Takes the maximum of each window of a sequence.</summary>
    /// <param name="input">Shape <c>(N, C, L)</c> or <c>(C, L)</c>.</param>
    /// <param name="kernelSize">The size of the window.</param>
    /// <param name="stride">The step between windows; the window's size by default.</param>
    /// <param name="padding">Minus infinity on both sides, at most half a window; 0 by default.</param>
    /// <param name="dilation">The distance between the elements of a window; 1 by default.</param>
    /// <param name="ceilMode">Whether to round the output's size up instead of down.</param>
    /// <returns>Shape <c>(N, C, ⌊(L + 2·padding - dilation·(k - 1) - 1) / stride⌋ + 1)</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.max_pool1d.html"/>
    public static Tensor MaxPool1d(Tensor input, IntTuple kernelSize, IntTuple? stride = null, IntTuple? padding = null, IntTuple? dilation = null, bool ceilMode = false) =>
        Ops.MaxPool1d(input, kernelSize.Values, (stride ?? kernelSize).Values, Or(padding, 0), Or(dilation, 1), ceilMode);

    /// <summary>Takes the maximum of each window of an image.</summary>
    /// <param name="input">Shape <c>(N, C, H, W)</c> or <c>(C, H, W)</c>.</param>
    /// <param name="kernelSize">The size of the window.</param>
    /// <param name="stride">The step between windows; the window's size by default.</param>
    /// <param name="padding">Minus infinity on all sides, at most half a window; 0 by default.</param>
    /// <param name="dilation">The distance between the elements of a window; 1 by default.</param>
    /// <param name="ceilMode">Whether to round the output's size up instead of down.</param>
    /// <returns>Shape <c>(N, C, H', W')</c>, each side as in <see cref="MaxPool1d"/>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.max_pool2d.html"/>
    public static Tensor MaxPool2d(Tensor input, IntTuple kernelSize, IntTuple? stride = null, IntTuple? padding = null, IntTuple? dilation = null, bool ceilMode = false) =>
        Ops.MaxPool2d(input, kernelSize.Values, (stride ?? kernelSize).Values, Or(padding, 0), Or(dilation, 1), ceilMode);

    /// <summary>Takes the maximum of each window of a volume.</summary>
    /// <param name="input">Shape <c>(N, C, D, H, W)</c> or <c>(C, D, H, W)</c>.</param>
    /// <param name="kernelSize">The size of the window.</param>
    /// <param name="stride">The step between windows; the window's size by default.</param>
    /// <param name="padding">Minus infinity on all sides, at most half a window; 0 by default.</param>
    /// <param name="dilation">The distance between the elements of a window; 1 by default.</param>
    /// <param name="ceilMode">Whether to round the output's size up instead of down.</param>
    /// <returns>Shape <c>(N, C, D', H', W')</c>, each side as in <see cref="MaxPool1d"/>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.max_pool3d.html"/>
    public static Tensor MaxPool3d(Tensor input, IntTuple kernelSize, IntTuple? stride = null, IntTuple? padding = null, IntTuple? dilation = null, bool ceilMode = false) =>
        Ops.MaxPool3d(input, kernelSize.Values, (stride ?? kernelSize).Values, Or(padding, 0), Or(dilation, 1), ceilMode);

    /// <summary>As <see cref="MaxPool1d"/>, and tells where each maximum was.</summary>
    /// <param name="input">Shape <c>(N, C, L)</c> or <c>(C, L)</c>.</param>
    /// <param name="kernelSize">The size of the window.</param>
    /// <param name="stride">The step between windows; the window's size by default.</param>
    /// <param name="padding">Minus infinity on both sides, at most half a window; 0 by default.</param>
    /// <param name="dilation">The distance between the elements of a window; 1 by default.</param>
    /// <param name="ceilMode">Whether to round the output's size up instead of down.</param>
    /// <returns>The maxima and their positions in the sequence.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.max_pool1d.html"/>
    public static (Tensor Output, Tensor Indices) MaxPool1dWithIndices(Tensor input, IntTuple kernelSize, IntTuple? stride = null, IntTuple? padding = null, IntTuple? dilation = null, bool ceilMode = false) =>
        Ops.MaxPool1dWithIndices(input, kernelSize.Values, (stride ?? kernelSize).Values, Or(padding, 0), Or(dilation, 1), ceilMode);

    /// <summary>As <see cref="MaxPool2d"/>, and tells where each maximum was.</summary>
    /// <param name="input">Shape <c>(N, C, H, W)</c> or <c>(C, H, W)</c>.</param>
    /// <param name="kernelSize">The size of the window.</param>
    /// <param name="stride">The step between windows; the window's size by default.</param>
    /// <param name="padding">Minus infinity on all sides, at most half a window; 0 by default.</param>
    /// <param name="dilation">The distance between the elements of a window; 1 by default.</param>
    /// <param name="ceilMode">Whether to round the output's size up instead of down.</param>
    /// <returns>The maxima and their positions in the flattened image.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.max_pool2d.html"/>
    public static (Tensor Output, Tensor Indices) MaxPool2dWithIndices(Tensor input, IntTuple kernelSize, IntTuple? stride = null, IntTuple? padding = null, IntTuple? dilation = null, bool ceilMode = false) =>
        Ops.MaxPool2dWithIndices(input, kernelSize.Values, (stride ?? kernelSize).Values, Or(padding, 0), Or(dilation, 1), ceilMode);

    /// <summary>As <see cref="MaxPool3d"/>, and tells where each maximum was.</summary>
    /// <param name="input">Shape <c>(N, C, D, H, W)</c> or <c>(C, D, H, W)</c>.</param>
    /// <param name="kernelSize">The size of the window.</param>
    /// <param name="stride">The step between windows; the window's size by default.</param>
    /// <param name="padding">Minus infinity on all sides, at most half a window; 0 by default.</param>
    /// <param name="dilation">The distance between the elements of a window; 1 by default.</param>
    /// <param name="ceilMode">Whether to round the output's size up instead of down.</param>
    /// <returns>The maxima and their positions in the flattened volume.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.max_pool3d.html"/>
    public static (Tensor Output, Tensor Indices) MaxPool3dWithIndices(Tensor input, IntTuple kernelSize, IntTuple? stride = null, IntTuple? padding = null, IntTuple? dilation = null, bool ceilMode = false) =>
        Ops.MaxPool3dWithIndices(input, kernelSize.Values, (stride ?? kernelSize).Values, Or(padding, 0), Or(dilation, 1), ceilMode);

    /// <summary>Takes the maximum over windows chosen so that a sequence of a given length results.</summary>
    /// <param name="input">Shape <c>(N, C, L)</c> or <c>(C, L)</c>.</param>
    /// <param name="outputSize">The length to produce.</param>
    /// <returns>Shape <c>(N, C, outputSize)</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.adaptive_max_pool1d.html"/>
    public static Tensor AdaptiveMaxPool1d(Tensor input, OutputSize outputSize) => AdaptiveMaxPool1dWithIndices(input, outputSize).Output;

    /// <summary>Takes the maximum over windows chosen so that an image of a given size results.</summary>
    /// <param name="input">Shape <c>(N, C, H, W)</c> or <c>(C, H, W)</c>.</param>
    /// <param name="outputSize">The height and width to produce; <c>null</c> keeps the input's.</param>
    /// <returns>Shape <c>(N, C, H', W')</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.adaptive_max_pool2d.html"/>
    public static Tensor AdaptiveMaxPool2d(Tensor input, OutputSize outputSize) => AdaptiveMaxPool2dWithIndices(input, outputSize).Output;

    /// <summary>Takes the maximum over windows chosen so that a volume of a given size results.</summary>
    /// <param name="input">Shape <c>(N, C, D, H, W)</c> or <c>(C, D, H, W)</c>.</param>
    /// <param name="outputSize">The depth, height and width to produce; <c>null</c> keeps the input's.</param>
    /// <returns>Shape <c>(N, C, D', H', W')</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.adaptive_max_pool3d.html"/>
    public static Tensor AdaptiveMaxPool3d(Tensor input, OutputSize outputSize) => AdaptiveMaxPool3dWithIndices(input, outputSize).Output;

    /// <summary>As <see cref="AdaptiveMaxPool1d"/>, and tells where each maximum was.</summary>
    /// <param name="input">Shape <c>(N, C, L)</c> or <c>(C, L)</c>.</param>
    /// <param name="outputSize">The length to produce.</param>
    /// <returns>The maxima and their positions in the sequence.</returns>
    public static (Tensor Output, Tensor Indices) AdaptiveMaxPool1dWithIndices(Tensor input, OutputSize outputSize) =>
        Ops.AdaptiveMaxPool1d(input, Resolve(outputSize, input, 1, "adaptive_max_pool1d"));

    /// <summary>As <see cref="AdaptiveMaxPool2d"/>, and tells where each maximum was.</summary>
    /// <param name="input">Shape <c>(N, C, H, W)</c> or <c>(C, H, W)</c>.</param>
    /// <param name="outputSize">The height and width to produce; <c>null</c> keeps the input's.</param>
    /// <returns>The maxima and their positions in the flattened image.</returns>
    public static (Tensor Output, Tensor Indices) AdaptiveMaxPool2dWithIndices(Tensor input, OutputSize outputSize) =>
        Ops.AdaptiveMaxPool2d(input, Resolve(outputSize, input, 2, "adaptive_max_pool2d"));

    /// <summary>As <see cref="AdaptiveMaxPool3d"/>, and tells where each maximum was.</summary>
    /// <param name="input">Shape <c>(N, C, D, H, W)</c> or <c>(C, D, H, W)</c>.</param>
    /// <param name="outputSize">The depth, height and width to produce; <c>null</c> keeps the input's.</param>
    /// <returns>The maxima and their positions in the flattened volume.</returns>
    public static (Tensor Output, Tensor Indices) AdaptiveMaxPool3dWithIndices(Tensor input, OutputSize outputSize) =>
        Ops.AdaptiveMaxPool3d(input, Resolve(outputSize, input, 3, "adaptive_max_pool3d"));
}
