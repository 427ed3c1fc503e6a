using System.Globalization;

namespace PyTorchCS;

/// <summary>The limits of a dtype of whole numbers: <c>torch.iinfo</c>.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/type_info.html"/>
public sealed record Iinfo
{
    private Iinfo(DType dtype, long min, ulong max)
    {
        Dtype = dtype;
        Min = min;
        Max = max;
    }

    /// <summary>The dtype.</summary>
    public DType Dtype { get; }

    /// <summary>The bits that a number takes.</summary>
    public int Bits => 8 * Dtype.Itemsize;

    /// <summary>The greatest number. It is unsigned, because that of <see cref="DType.Uint64"/> is greater than any signed one.</summary>
    public ulong Max { get; }

    /// <summary>The least number.</summary>
    public long Min { get; }

    /// <summary>The limits as PyTorch writes them: <c>iinfo(min=-128, max=127, dtype=int8)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"iinfo(min={Min}, max={Max}, dtype={Dtype.PythonName()})");

    internal static Iinfo Of(DType dtype) => dtype switch
    {
        DType.Uint8 => new(dtype, 0, byte.MaxValue),
        DType.Uint16 => new(dtype, 0, ushort.MaxValue),
        DType.Uint32 => new(dtype, 0, uint.MaxValue),
        DType.Uint64 => new(dtype, 0, ulong.MaxValue),
        DType.Int8 => new(dtype, sbyte.MinValue, (ulong)sbyte.MaxValue),
        DType.Int16 => new(dtype, short.MinValue, (ulong)short.MaxValue),
        DType.Int32 => new(dtype, int.MinValue, int.MaxValue),
        DType.Int64 => new(dtype, long.MinValue, long.MaxValue),
        _ => throw new ArgumentException($"iinfo: {dtype.PythonName()} is no dtype of whole numbers; finfo tells of floating-point ones", nameof(dtype)),
    };
}
