using System.Globalization;
using System.Runtime.CompilerServices;

namespace PyTorchCS.Optim;

/// <summary>Range checks of options; written so that NaN never passes.</summary>
internal static class OptionCheck
{
    /// <summary>Passes numbers from 0 on.</summary>
    internal static void NotNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value >= 0))
        {
            throw OutOfRange(value, name, "at least 0");
        }
    }

    /// <summary>Passes numbers above 0.</summary>
    internal static void Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value > 0))
        {
            throw OutOfRange(value, name, "above 0");
        }
    }

    /// <summary>Passes numbers from 0 up to, but not including, 1.</summary>
    internal static void Fraction(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value is >= 0 and < 1))
        {
            throw OutOfRange(value, name, "at least 0 and below 1");
        }
    }

    /// <summary>Passes numbers from 0 to 1.</summary>
    internal static void Share(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value is >= 0 and <= 1))
        {
            throw OutOfRange(value, name, "from 0 to 1");
        }
    }

    private static ArgumentOutOfRangeException OutOfRange(double value, string name, string range) =>
        new(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} must be {range}, but is {value}."));
}
