using System.Globalization;

namespace PyTorchCS;

/// <summary>The limits of a floating-point dtype: <c>torch.finfo</c>.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/type_info.html"/>
public sealed record Finfo
{
    private Finfo(DType dtype, int bits, double eps, double max, double min, double tiny, double resolution)
    {
        Dtype = dtype;
        Bits = bits;
        Eps = eps;
        Max = max;
        Min = min;
        Tiny = tiny;
        Resolution = resolution;
    }

    /// <summary>The dtype; for a complex one that of its parts.</summary>
    public DType Dtype { get; }

    /// <summary>The bits that a number takes.</summary>
    public int Bits { get; }

    /// <summary>The distance from 1 to the next number.</summary>
    public double Eps { get; }

    /// <summary>The greatest number.</summary>
    public double Max { get; }

    /// <summary>The least number, mostly <c>-Max</c>.</summary>
    public double Min { get; }

    /// <summary>The least positive normal number.</summary>
    public double Tiny { get; }

    /// <summary>The least positive normal number.</summary>
    public double SmallestNormal => Tiny;

    /// <summary>The distance between decimal numbers near 1 that stay apart: <c>10^-d</c> for <c>d</c> sure decimal digits.</summary>
    public double Resolution { get; }

    /// <summary>The limits as PyTorch writes them, with six digits: <c>finfo(resolution=0.001, min=-65504, max=65504, ...)</c>.</summary>
    public override string ToString() =>
        $"finfo(resolution={Six(Resolution)}, min={Six(Min)}, max={Six(Max)}, eps={Six(Eps)}, smallest_normal={Six(SmallestNormal)}, tiny={Six(Tiny)}, dtype={Dtype.PythonName()})";

    internal static Finfo Of(DType dtype) => dtype.ToReal() switch
    {
        DType.Float16 => Symmetric(DType.Float16, 16, eps: Power(-10), max: 65504, tiny: Power(-14), digits: 3),
        DType.Bfloat16 => Symmetric(DType.Bfloat16, 16, eps: Power(-7), max: (2 - Power(-7)) * Power(127), tiny: Power(-126), digits: 2),
        DType.Float32 => Symmetric(DType.Float32, 32, eps: Power(-23), max: float.MaxValue, tiny: Power(-126), digits: 6),
        DType.Float64 => Symmetric(DType.Float64, 64, eps: Power(-52), max: double.MaxValue, tiny: Power(-1022), digits: 15),
        DType.Float8E4m3fn => Symmetric(DType.Float8E4m3fn, 8, eps: Power(-3), max: 448, tiny: Power(-6), digits: 0),
        DType.Float8E4m3fnuz => Symmetric(DType.Float8E4m3fnuz, 8, eps: Power(-3), max: 240, tiny: Power(-7), digits: 0),
        DType.Float8E5m2 => Symmetric(DType.Float8E5m2, 8, eps: Power(-2), max: 57344, tiny: Power(-14), digits: 0),
        // LibTorch says 2^-3 here, though the number after 1 is 1.25; what PyTorch reports is what programs compare with.
        DType.Float8E5m2fnuz => Symmetric(DType.Float8E5m2fnuz, 8, eps: Power(-3), max: 57344, tiny: Power(-15), digits: 0),
        DType.Float8E8m0fnu => new(DType.Float8E8m0fnu, 8, eps: 1, max: Power(127), min: Power(-127), tiny: Power(-127), resolution: 1),
        _ => throw new ArgumentException($"finfo: {dtype.PythonName()} is no floating-point dtype with limits; iinfo tells of whole numbers", nameof(dtype)),
    };

    private static Finfo Symmetric(DType dtype, int bits, double eps, double max, double tiny, int digits) =>
        new(dtype, bits, eps, max, -max, tiny, double.Parse($"1e-{digits}", CultureInfo.InvariantCulture));

    private static string Six(double value) => value.ToString("G6", CultureInfo.InvariantCulture).Replace('E', 'e');

    private static double Power(int exponent) => Math.ScaleB(1, exponent);
}
