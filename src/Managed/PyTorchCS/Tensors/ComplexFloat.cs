using System.Globalization;
using System.Numerics;

namespace PyTorchCS;

/// <summary>A complex number of two <see cref="float"/>: an element of <see cref="DType.Complex64"/>.</summary>
/// <param name="Real">The real part.</param>
/// <param name="Imaginary">The imaginary part.</param>
/// <remarks>To compute, convert to <see cref="Complex"/>, which is exact, and back, which rounds.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/tensor_attributes.html#torch.dtype"/>
public readonly record struct ComplexFloat(float Real, float Imaginary) : IFormattable
{
    /// <summary>The same number; exact.</summary>
    public static implicit operator Complex(ComplexFloat value) => new(value.Real, value.Imaginary);

    /// <summary>The real number.</summary>
    public static implicit operator ComplexFloat(float value) => new(value, 0);

    /// <summary>The number whose parts are the nearest ones.</summary>
    public static explicit operator ComplexFloat(Complex value) => new((float)value.Real, (float)value.Imaginary);

    /// <summary>Both parts as a <see cref="float"/> writes them: <c>&lt;1; 2&gt;</c>.</summary>
    public override string ToString() => ToString(null, CultureInfo.CurrentCulture);

    /// <summary>Both parts as a <see cref="float"/> writes them: <c>&lt;1; 2&gt;</c>.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) =>
        $"<{Real.ToString(format, formatProvider)}; {Imaginary.ToString(format, formatProvider)}>";
}
