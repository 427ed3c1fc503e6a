namespace PyTorchCS.NN;

public static partial class F
{
    /// <summary>Adds elements on the sides of the last dimensions; negative numbers cut off.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="pad">Two numbers a dimension, from the last one backwards: <c>[left, right, top, bottom, ...]</c>.</param>
    /// <param name="mode">What to add.</param>
    /// <param name="value">The constant, for <see cref="PaddingMode.Constant"/>; 0 by default.</param>
    /// <returns>The padded tensor.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.pad.html"/>
    public static Tensor Pad(Tensor input, ReadOnlySpan<long> pad, PaddingMode mode = PaddingMode.Constant, double? value = null) =>
        Ops.Pad(input, pad, mode, value);

    /// <summary>Rearranges <c>(C·r², H, W)</c> to <c>(C, H·r, W·r)</c>.</summary>
    /// <param name="input">Shape <c>(*, C·r², H, W)</c>.</param>
    /// <param name="upscaleFactor">The factor <c>r</c>.</param>
    /// <returns>Shape <c>(*, C, H·r, W·r)</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.pixel_shuffle.html"/>
    public static Tensor PixelShuffle(Tensor input, long upscaleFactor) => Ops.PixelShuffle(input, upscaleFactor);

    /// <summary>Rearranges <c>(C, H·r, W·r)</c> to <c>(C·r², H, W)</c>.</summary>
    /// <param name="input">Shape <c>(*, C, H·r, W·r)</c>.</param>
    /// <param name="downscaleFactor">The factor <c>r</c>.</param>
    /// <returns>Shape <c>(*, C·r², H, W)</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.pixel_unshuffle.html"/>
    public static Tensor PixelUnshuffle(Tensor input, long downscaleFactor) => Ops.PixelUnshuffle(input, downscaleFactor);

    /// <summary>Resizes sequences, images or volumes.</summary>
    /// <param name="input">Shape <c>(N, C, L)</c>, <c>(N, C, H, W)</c> or <c>(N, C, D, H, W)</c>.</param>
    /// <param name="size">The sizes to produce; or give <paramref name="scaleFactor"/>.</param>
    /// <param name="scaleFactor">One factor, or one for each dimension.</param>
    /// <param name="mode">How to make the elements in between.</param>
    /// <param name="alignCorners">Whether the corners of input and output coincide; only for the linear and cubic modes, false by default.</param>
    /// <param name="recomputeScaleFactor">Whether to compute with the factors that the rounded sizes give instead of those given.</param>
    /// <returns>The resized tensor.</returns>
    /// <exception cref="ArgumentException">Size and factor are both given or both missing, or the mode does not fit the input's dimensions.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.interpolate.html"/>
    public static Tensor Interpolate(Tensor input, IntTuple? size = null, ScaleFactor? scaleFactor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? alignCorners = null, bool recomputeScaleFactor = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        int spatial = input.Ndim - 2;
        if (size is null == scaleFactor is null)
        {
            throw new ArgumentException("interpolate: give either a size or a scale factor.", nameof(size));
        }

        if (alignCorners is not null && mode is InterpolationMode.Nearest or InterpolationMode.Area)
        {
            throw new ArgumentException($"interpolate: alignCorners has no meaning for the mode {mode}.", nameof(alignCorners));
        }

        if (spatial < 1)
        {
            throw WrongDimensions(input, mode);
        }

        double[]? factors = scaleFactor?.Expand(spatial, "interpolate");
        long[]? sizes = size?.Expand(spatial, "interpolate", "size").ToArray();
        if (factors is not null && (recomputeScaleFactor || mode == InterpolationMode.Area))
        {
            sizes = [.. factors.Select((factor, i) => (long)Math.Floor(input.Size(i + 2) * factor))];
            factors = null;
        }

        return Resize(input, sizes, factors, mode, alignCorners ?? false);
    }

    private static Tensor Resize(Tensor input, long[]? sizes, double[]? factors, InterpolationMode mode, bool alignCorners)
    {
        IntList size = sizes is null ? default : sizes;
        DoubleList factor = factors is null ? default : factors;
        return (mode, input.Ndim) switch
        {
            (InterpolationMode.Nearest, 3) => Ops.UpsampleNearest1dVec(input, size, factor),
            (InterpolationMode.Nearest, 4) => Ops.UpsampleNearest2dVec(input, size, factor),
            (InterpolationMode.Nearest, 5) => Ops.UpsampleNearest3dVec(input, size, factor),
            (InterpolationMode.Linear, 3) => Ops.UpsampleLinear1dVec(input, size, alignCorners, factor),
            (InterpolationMode.Bilinear, 4) => Ops.UpsampleBilinear2dVec(input, size, alignCorners, factor),
            (InterpolationMode.Bicubic, 4) => Ops.UpsampleBicubic2dVec(input, size, alignCorners, factor),
            (InterpolationMode.Trilinear, 5) => Ops.UpsampleTrilinear3dVec(input, size, alignCorners, factor),
            (InterpolationMode.Area, 3) => Ops.AdaptiveAvgPool1d(input, size),
            (InterpolationMode.Area, 4) => Ops.AdaptiveAvgPool2d(input, size),
            (InterpolationMode.Area, 5) => Ops.AdaptiveAvgPool3d(input, size),
            _ => throw WrongDimensions(input, mode),
        };
    }

    private static ArgumentException WrongDimensions(Tensor input, InterpolationMode mode) =>
        new($"interpolate: the mode {mode} does not take an input of {input.Ndim} dimensions.", nameof(mode));
}
