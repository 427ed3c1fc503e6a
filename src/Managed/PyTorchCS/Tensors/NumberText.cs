using System.Globalization;

namespace PyTorchCS;

/// <summary>Writes numbers as Python's <c>format</c> does.</summary>
internal static class NumberText
{
    /// <summary>Digits beyond the last one wanted that tell a tie from a number near it: doubles that tie have few binary digits.</summary>
    private const int GuardDigits = 30;

    /// <summary>Python's <c>{:.Nf}</c>.</summary>
    internal static string Fixed(double value, int digits)
    {
        if (!double.IsFinite(value))
        {
            return Special(value);
        }
        var text = value.ToString("F" + (digits + GuardDigits), CultureInfo.InvariantCulture);
        var kept = text.Length - GuardDigits;
        if (!IsTie(text.AsSpan(kept)) || IsOdd(text, kept - 1))
        {
            return value.ToString("F" + digits, CultureInfo.InvariantCulture);
        }
        // .NET rounds a tie away from zero, Python to the even digit: here that is the one that stands.
        return digits == 0 ? text[..(kept - 1)] : text[..kept];
    }

    /// <summary>Python's <c>{:.Ne}</c>, with at least two digits of exponent.</summary>
    internal static string Scientific(double value, int digits)
    {
        if (!double.IsFinite(value))
        {
            return Special(value);
        }
        var exact = value.ToString("E" + (digits + GuardDigits), CultureInfo.InvariantCulture);
        var mark = exact.IndexOf('E', StringComparison.Ordinal);
        var kept = mark - GuardDigits;
        var isEvenTie = IsTie(exact.AsSpan(kept, GuardDigits)) && !IsOdd(exact, kept - 1);
        var text = isEvenTie ? exact[..kept].TrimEnd('.') + exact[mark..] : value.ToString("E" + digits, CultureInfo.InvariantCulture);
        mark = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{text[..mark]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    private static string Special(double value) => double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";

    private static bool IsTie(ReadOnlySpan<char> rest) => rest[0] == '5' && rest[1..].IndexOfAnyExcept('0') < 0;

    private static bool IsOdd(string text, int last) => ((text[last] == '.' ? text[last - 1] : text[last]) - '0') % 2 == 1;
}
