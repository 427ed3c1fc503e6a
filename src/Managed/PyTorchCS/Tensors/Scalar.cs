using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace PyTorchCS;

/// <summary>A number of any kind, by value: what PyTorch takes where Python would give a <c>Number</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Scalar : IEquatable<Scalar>
{
    private const long FloatingKind = 0;
    private const long IntegerKind = 1;
    private const long ComplexKind = 2;
    private const long BoolKind = 3;
    private const long UnsignedKind = 4;

    private readonly long _kind;
    private readonly long _bits;
    private readonly double _imaginary;

    private Scalar(long kind, long bits, double imaginary = 0)
    {
        _kind = kind;
        _bits = bits;
        _imaginary = imaginary;
    }

    /// <summary>True for a real floating-point number.</summary>
    public bool IsFloatingPoint => _kind == FloatingKind;

    /// <summary>True for an integer, signed or not.</summary>
    public bool IsIntegral => _kind is IntegerKind or UnsignedKind;

    /// <summary>True for a complex number.</summary>
    public bool IsComplex => _kind == ComplexKind;

    /// <summary>True for a boolean.</summary>
    public bool IsBoolean => _kind == BoolKind;

    private bool HasReal => _kind is FloatingKind or ComplexKind;

    private double Real => BitConverter.Int64BitsToDouble(_bits);

    /// <summary>A floating-point number.</summary>
    public static implicit operator Scalar(double value) => new(FloatingKind, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A floating-point number.</summary>
    public static implicit operator Scalar(float value) => (double)value;

    /// <summary>A floating-point number.</summary>
    public static implicit operator Scalar(Half value) => (double)value;

    /// <summary>A floating-point number.</summary>
    public static implicit operator Scalar(BFloat16 value) => (double)value;

    /// <summary>An integer.</summary>
    public static implicit operator Scalar(long value) => new(IntegerKind, value);

    /// <summary>An integer.</summary>
    public static implicit operator Scalar(int value) => (long)value;

    /// <summary>An integer.</summary>
    public static implicit operator Scalar(byte value) => (long)value;

    /// <summary>An integer.</summary>
    // Without this and the next one, C# could not choose between long and ulong, or between int and uint.
    public static implicit operator Scalar(uint value) => (long)value;

    /// <summary>An integer.</summary>
    public static implicit operator Scalar(ushort value) => (long)value;

    /// <summary>An integer beyond the range of <see cref="long"/>.</summary>
    public static implicit operator Scalar(ulong value) => new(value > long.MaxValue ? UnsignedKind : IntegerKind, unchecked((long)value));

    /// <summary>A boolean.</summary>
    public static implicit operator Scalar(bool value) => new(BoolKind, value ? 1 : 0);

    /// <summary>A complex number.</summary>
    public static implicit operator Scalar(Complex value) => new(ComplexKind, BitConverter.DoubleToInt64Bits(value.Real), value.Imaginary);

    /// <summary>A complex number.</summary>
    public static implicit operator Scalar(ComplexFloat value) => (Complex)value;

    /// <summary>Compares kind and value.</summary>
    public static bool operator ==(Scalar left, Scalar right) => left.Equals(right);

    /// <summary>Compares kind and value.</summary>
    public static bool operator !=(Scalar left, Scalar right) => !left.Equals(right);

    /// <summary>The number as a double.</summary>
    /// <exception cref="InvalidOperationException">It is complex.</exception>
    public double ToDouble() => _kind switch
    {
        FloatingKind => Real,
        UnsignedKind => unchecked((ulong)_bits),
        ComplexKind => throw new InvalidOperationException($"the complex number {this} is no double"),
        _ => _bits,
    };

    /// <summary>The number as an integer; a boolean counts as 0 or 1.</summary>
    /// <exception cref="InvalidOperationException">It has a fraction, is complex, or is too large.</exception>
    public long ToInt64() => ToInteger<long>();

    /// <summary>The number as a boolean: whether it differs from zero.</summary>
    public bool ToBoolean() => _kind switch
    {
        FloatingKind => Real != 0,
        ComplexKind => Real != 0 || _imaginary != 0,
        _ => _bits != 0,
    };

    /// <summary>The number as a complex number.</summary>
    public Complex ToComplex() => _kind == ComplexKind ? new Complex(Real, _imaginary) : new Complex(ToDouble(), 0);

    /// <inheritdoc/>
    public bool Equals(Scalar other) =>
        _kind == other._kind && _imaginary.Equals(other._imaginary) && (HasReal ? Real.Equals(other.Real) : _bits == other._bits);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Scalar other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HasReal ? HashCode.Combine(_kind, Real, _imaginary) : HashCode.Combine(_kind, _bits);

    /// <summary>The number in invariant culture.</summary>
    public override string ToString() => _kind switch
    {
        FloatingKind => Real.ToString("R", CultureInfo.InvariantCulture),
        BoolKind => _bits != 0 ? "True" : "False",
        UnsignedKind => unchecked((ulong)_bits).ToString(CultureInfo.InvariantCulture),
        ComplexKind => string.Create(CultureInfo.InvariantCulture, $"({Real:R}{(double.IsNegative(_imaginary) && !double.IsNaN(_imaginary) ? "" : "+")}{_imaginary:R}j)"),
        _ => _bits.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The number as a <typeparamref name="T"/>; a fraction becomes no integer, and integers must fit.</summary>
    internal T To<T>()
        where T : unmanaged
    {
        if (typeof(T) == typeof(double)) return (T)(object)ToDouble();
        if (typeof(T) == typeof(float)) return (T)(object)(float)ToDouble();
        if (typeof(T) == typeof(Half)) return (T)(object)(Half)ToDouble();
        if (typeof(T) == typeof(BFloat16)) return (T)(object)(BFloat16)ToDouble();
        if (typeof(T) == typeof(ComplexFloat)) return (T)(object)(ComplexFloat)ToComplex();
        if (typeof(T) == typeof(Complex)) return (T)(object)ToComplex();
        if (typeof(T) == typeof(bool)) return (T)(object)(_kind == BoolKind ? _bits != 0 : throw new InvalidOperationException($"the number {this} is no boolean"));
        if (typeof(T) == typeof(long)) return (T)(object)ToInt64();
        if (typeof(T) == typeof(int)) return (T)(object)ToInteger<int>();
        if (typeof(T) == typeof(short)) return (T)(object)ToInteger<short>();
        if (typeof(T) == typeof(sbyte)) return (T)(object)ToInteger<sbyte>();
        if (typeof(T) == typeof(byte)) return (T)(object)ToInteger<byte>();
        if (typeof(T) == typeof(ulong)) return (T)(object)ToInteger<ulong>();
        if (typeof(T) == typeof(uint)) return (T)(object)ToInteger<uint>();
        if (typeof(T) == typeof(ushort)) return (T)(object)ToInteger<ushort>();
        throw new InvalidOperationException($"a number cannot be read as {typeof(T).Name}");
    }

    private TInteger ToInteger<TInteger>()
        where TInteger : struct, IBinaryInteger<TInteger>
    {
        try
        {
            return _kind switch
            {
                UnsignedKind => TInteger.CreateChecked(unchecked((ulong)_bits)),
                FloatingKind when Math.Truncate(Real) == Real => TInteger.CreateChecked(Real),
                FloatingKind => throw new InvalidOperationException($"{this} is not a whole number and cannot be read as {typeof(TInteger).Name}"),
                ComplexKind => throw new InvalidOperationException($"the complex number {this} cannot be read as {typeof(TInteger).Name}"),
                _ => TInteger.CreateChecked(_bits),
            };
        }
        catch (OverflowException exception)
        {
            throw new InvalidOperationException($"the number {this} does not fit into {typeof(TInteger).Name}", exception);
        }
    }
}
