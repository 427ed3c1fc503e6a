using System.Globalization;
using System.Numerics;

namespace PyTorchCS;

/// <summary>The common form of all numbers of one printed tensor: whole, with decimals or in scientific notation, and how wide.</summary>
internal sealed class NumberFormat
{
    private readonly int _precision;
    private readonly bool _isFloating;
    private readonly bool _isWhole = true;
    private readonly bool _isScientific;

    private NumberFormat(int width) => Width = width;

    private NumberFormat(IReadOnlyCollection<double> numbers, PrintOptions options)
    {
        _isFloating = true;
        _precision = options.Precision;
        var finite = numbers.Where(number => double.IsFinite(number) && number != 0).ToList();
        Width = 1;
        if (finite.Count > 0)
        {
            var smallest = finite.Min(Math.Abs);
            var largest = finite.Max(Math.Abs);
            _isWhole = finite.TrueForAll(number => number == Math.Ceiling(number));
            _isScientific = largest / smallest > 1000 || largest > 1e8 || (!_isWhole && smallest < 1e-4);
            Width = finite.Max(number => _isScientific ? NumberText.Scientific(number, _precision).Length
                : _isWhole ? NumberText.Fixed(number, 0).Length + 1
                : NumberText.Fixed(number, _precision).Length);
            // PyTorch, too, takes the width of the form that the numbers would have chosen.
            _isScientific = options.SciMode ?? _isScientific;
        }
    }

    /// <summary>How many characters each number takes.</summary>
    internal int Width { get; }

    internal static NumberFormat OfFloating(IReadOnlyCollection<double> numbers, PrintOptions options) => new(numbers, options);

    internal static NumberFormat OfWords(IEnumerable<string> words) => new(words.Select(word => word.Length).Append(1).Max());

    /// <summary>The number, or the word, at the common width.</summary>
    internal string Write(object value)
    {
        var text = _isFloating ? Number((double)value) : Word(value);
        return text.PadLeft(Width);
    }

    internal static string Word(object value) => value is bool truth ? (truth ? "True" : "False") : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private string Number(double value) =>
        _isScientific ? NumberText.Scientific(value, _precision)
        : !_isWhole ? NumberText.Fixed(value, _precision)
        : double.IsFinite(value) ? NumberText.Fixed(value, 0) + "." : NumberText.Fixed(value, 0);
}

/// <summary>The form of complex numbers: one for the real parts and one for the imaginary ones.</summary>
internal sealed class ComplexFormat(IReadOnlyCollection<Complex> numbers, PrintOptions options)
{
    private readonly NumberFormat _real = NumberFormat.OfFloating([.. numbers.Select(number => number.Real)], options);
    private readonly NumberFormat _imaginary = NumberFormat.OfFloating([.. numbers.Select(number => number.Imaginary)], options);

    internal int Width => _real.Width + _imaginary.Width + 1;

    internal string Write(Complex number)
    {
        var imaginary = _imaginary.Write(number.Imaginary).TrimStart();
        return _real.Write(number.Real) + (imaginary[0] is '+' or '-' ? imaginary : "+" + imaginary) + "j";
    }
}
