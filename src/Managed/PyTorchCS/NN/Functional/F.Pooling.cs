namespace PyTorchCS.NN;

public static partial class F
{
    /// <summary>Takes the mean of each window of a sequence.</summary>
    /// <param name="input">Shape <c>(N, C, L)</c> or <c>(C, L)</c>.</param>
    /// <param name="kernelSize">The size of the window.</param>
    /// <param name="stride">The step between windows; the window's size by default.</param>
    /// <param name="padding">Zeros on both sides; 0 by default.</param>
    /// <param name="ceilMode">Whether to round the output's size up instead of down.</param>
    /// <param name="countIncludePad">Whether the zeros of the padding count in the mean.</param>
    /// <returns>Shape <c>(N, C, ⌊(L + 2·padding - k) / stride⌋ + 1)</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.avg_pool1d.html"/>
    public static Tensor AvgPool1d(Tensor input, IntTuple kernelSize, IntTuple? stride = null, IntTuple? padding = null, bool ceilMode = false, bool countIncludePad = true) =>
        Ops.AvgPool1d(input, kernelSize.Values, (stride ?? kernelSize).Values, Or(padding, 0), ceilMode, countIncludePad);

    /// <summary>Takes the mean of each window of an image.</summary>
    /// <param name="input">Shape <c>(N, C, H, W)</c> or <c>(C, H, W)</c>.</param>
    /// <param name="kernelSize">The size of the window.</param>
    /// <param name="stride">The step between windows; the window's size by default.</param>
    /// <param name="padding">Zeros on all sides; 0 by default.</param>
    /// <param name="ceilMode">Whether to round the output's size up instead of down.</param>
    /// <param name="countIncludePad">Whether the zeros of the padding count in the mean.</param>
    /// <param name="divisorOverride">What to divide the sum by instead of the number of elements.</param>
    /// <returns>Shape <c>(N, C, H', W')</c>, each side as in <see cref="AvgPool1d"/>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.avg_pool2d.html"/>
    public static Tensor AvgPool2d(Tensor input, IntTuple kernelSize, IntTuple? stride = null, IntTuple? padding = null, bool ceilMode = false, bool countIncludePad = true, long? divisorOverride = null) =>
        Ops.AvgPool2d(input, kernelSize.Values, (stride ?? kernelSize).Values, Or(padding, 0), ceilMode, countIncludePad, divisorOverride);

    /// <summary>Takes the mean of each window of a volume.</summary>
    /// <param name="input">Shape <c>(N, C, D, H, W)</c> or <c>(C, D, H, W)</c>.</param>
    /// <param name="kernelSize">The size of the window.</param>
    /// <param name="stride">The step between windows; the window's size by default.</param>
    /// <param name="padding">Zeros on all sides; 0 by default.</param>
    /// <param name="ceilMode">Whether to round the output's size up instead of down.</param>
    /// <param name="countIncludePad">Whether the zeros of the padding count in the mean.</param>
    /// <param name="divisorOverride">What to divide the sum by instead of the number of elements.</param>
    /// <returns>Shape <c>(N, C, D', H', W')</c>, each side as in <see cref="AvgPool1d"/>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.avg_pool3d.html"/>
    public static Tensor AvgPool3d(Tensor input, IntTuple kernelSize, IntTuple? stride = null, IntTuple? padding = null, bool ceilMode = false, bool countIncludePad = true, long? divisorOverride = null) =>
        Ops.AvgPool3d(input, kernelSize.Values, (stride ?? kernelSize).Values, Or(padding, 0), ceilMode, countIncludePad, divisorOverride);

    /// <summary>Takes the <c>p</c>-norm of each window of a sequence: <c>(Σ xᵖ)^(1/p)</c>.</summary>
    /// <param name="input">Shape <c>(N, C, L)</c> or <c>(C, L)</c>.</param>
    /// <param name="normType">The exponent <c>p</c>.</param>
    /// <param name="kernelSize">The size of the window.</param>
    /// <param name="stride">The step between windows; the window's size by default.</param>
    /// <param name="ceilMode">Whether to round the output's size up instead of down.</param>
    /// <returns>Shape <c>(N, C, L')</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.lp_pool1d.html"/>
    public static Tensor LpPool1d(Tensor input, double normType, IntTuple kernelSize, IntTuple? stride = null, bool ceilMode = false) =>
        RootOfMean(AvgPool1d(Power(input, normType), kernelSize, stride, 0, ceilMode), kernelSize.Expand(1, "lp_pool1d", "kernel_size"), normType);

    /// <summary>Takes the <c>p</c>-norm of each window of an image: <c>(Σ xᵖ)^(1/p)</c>.</summary>
    /// <param name="input">Shape <c>(N, C, H, W)</c> or <c>(C, H, W)</c>.</param>
    /// <param name="normType">The exponent <c>p</c>.</param>
    /// <param name="kernelSize">The size of the window.</param>
    /// <param name="stride">The step between windows; the window's size by default.</param>
    /// <param name="ceilMode">Whether to round the output's size up instead of down.</param>
    /// <returns>Shape <c>(N, C, H', W')</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.lp_pool2d.html"/>
    public static Tensor LpPool2d(Tensor input, double normType, IntTuple kernelSize, IntTuple? stride = null, bool ceilMode = false) =>
        RootOfMean(AvgPool2d(Power(input, normType), kernelSize, stride, 0, ceilMode), kernelSize.Expand(2, "lp_pool2d", "kernel_size"), normType);

    /// <summary>Takes the mean over windows chosen so that a sequence of a given length results.</summary>
    /// <param name="input">Shape <c>(N, C, L)</c> or <c>(C, L)</c>.</param>
    /// <param name="outputSize">The length to produce.</param>
    /// <returns>Shape <c>(N, C, outputSize)</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.adaptive_avg_pool1d.html"/>
    public static Tensor AdaptiveAvgPool1d(Tensor input, OutputSize outputSize) =>
        Ops.AdaptiveAvgPool1d(input, Resolve(outputSize, input, 1, "adaptive_avg_pool1d"));

    /// <summary>Takes the mean over windows chosen so that an image of a given size results.</summary>
    /// <param name="input">Shape <c>(N, C, H, W)</c> or <c>(C, H, W)</c>.</param>
    /// <param name="outputSize">The height and width to produce; <c>null</c> keeps the input's.</param>
    /// <returns>Shape <c>(N, C, H', W')</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.adaptive_avg_pool2d.html"/>
    public static Tensor AdaptiveAvgPool2d(Tensor input, OutputSize outputSize) =>
        Ops.AdaptiveAvgPool2d(input, Resolve(outputSize, input, 2, "adaptive_avg_pool2d"));

    /// <summary>Takes the mean over windows chosen so that a volume of a given size results.</summary>
    /// <param name="input">Shape <c>(N, C, D, H, W)</c> or <c>(C, D, H, W)</c>.</param>
    /// <param name="outputSize">The depth, height and width to produce; <c>null</c> keeps the input's.</param>
    /// <returns>Shape <c>(N, C, D', H', W')</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.adaptive_avg_pool3d.html"/>
    public static Tensor AdaptiveAvgPool3d(Tensor input, OutputSize outputSize) =>
        Ops.AdaptiveAvgPool3d(input, Resolve(outputSize, input, 3, "adaptive_avg_pool3d"));

    private static long[] Resolve(OutputSize outputSize, Tensor input, int dimensions, string operation)
    {
        ArgumentNullException.ThrowIfNull(input);
        return outputSize.Resolve(input, dimensions, operation);
    }

    private static Tensor Power(Tensor input, double exponent)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Pow(exponent);
    }

    // A mean of odd powers may be negative; its root keeps to the positive part, as PyTorch's does.
    private static Tensor RootOfMean(Tensor mean, IntTuple kernelSize, double normType)
    {
        long elements = kernelSize.Aggregate(1L, (product, size) => product * size);
        return (mean.Sign() * Relu(mean.Abs()) * elements).Pow(1.0 / normType);
    }
}
