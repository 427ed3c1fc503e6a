using System.Globalization;

namespace PyTorchCS;

/// <summary>A floating-point number of 16 bits with the range of <see cref="float"/> and 8 bits of significand: an element of <see cref="DType.Bfloat16"/>.</summary>
/// <remarks>The upper half of a <see cref="float"/>. To compute, convert to <see cref="float"/>, which is exact, and back, which rounds to the nearest, ties to even.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/tensor_attributes.html#torch.dtype"/>
public readonly struct BFloat16 : IEquatable<BFloat16>, IComparable<BFloat16>, IFormattable
{
    private const int Shift = 16;
    private const ushort QuietNaN = 0x7fc0;

    private BFloat16(ushort bits) => Bits = bits;

    /// <summary>The bits as they lie in memory: sign, 8 of exponent, 7 of fraction.</summary>
    public ushort Bits { get; }

    /// <summary>The same number; exact.</summary>
    public static implicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value.Bits << Shift);

    /// <summary>The same number; exact.</summary>
    public static implicit operator double(BFloat16 value) => (float)value;

    /// <summary>The nearest number; of two as near, the one whose last bit is 0. What is too large becomes an infinity.</summary>
    public static explicit operator BFloat16(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        if (float.IsNaN(value))
        {
            return new BFloat16((ushort)(QuietNaN | ((bits >> Shift) & 0x8000)));
        }
        var half = 0x7fff + ((bits >> Shift) & 1);
        return new BFloat16((ushort)((bits + half) >> Shift));
    }

    /// <summary>The number by way of <see cref="float"/>, as PyTorch converts it.</summary>
    public static explicit operator BFloat16(double value) => (BFloat16)(float)value;

    /// <summary>Whether both are the same number; not a number is equal to nothing, and the two zeros are equal.</summary>
    public static bool operator ==(BFloat16 left, BFloat16 right) => (float)left == (float)right;

    /// <summary>Whether they differ as numbers.</summary>
    public static bool operator !=(BFloat16 left, BFloat16 right) => (float)left != (float)right;

    /// <summary>Compares as numbers.</summary>
    public static bool operator <(BFloat16 left, BFloat16 right) => (float)left < (float)right;

    /// <summary>Compares as numbers.</summary>
    public static bool operator >(BFloat16 left, BFloat16 right) => (float)left > (float)right;

    /// <summary>Compares as numbers.</summary>
    public static bool operator <=(BFloat16 left, BFloat16 right) => (float)left <= (float)right;

    /// <summary>Compares as numbers.</summary>
    public static bool operator >=(BFloat16 left, BFloat16 right) => (float)left >= (float)right;

    /// <summary>The number with these bits.</summary>
    public static BFloat16 FromBits(ushort bits) => new(bits);

    /// <summary>As <see cref="float.Equals(float)"/>: not a number is equal to itself here.</summary>
    public bool Equals(BFloat16 other) => ((float)this).Equals(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((float)this).GetHashCode();

    /// <summary>As <see cref="float.CompareTo(float)"/>.</summary>
    public int CompareTo(BFloat16 other) => ((float)this).CompareTo(other);

    /// <summary>The number as a <see cref="float"/> writes it.</summary>
    public override string ToString() => ToString(null, CultureInfo.CurrentCulture);

    /// <summary>The number as a <see cref="float"/> writes it.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) => ((float)this).ToString(format, formatProvider);
}
