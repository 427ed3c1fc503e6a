using System.Globalization;

namespace PyTorchCS.NN;

/// <summary>Writes values as Python's <c>repr</c> does, for the printed form of modules.</summary>
internal static class Python
{
    public static string Repr(bool value) => value ? "True" : "False";

    public static string Repr(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "None";

    public static string Repr(ReadOnlySpan<long> values)
    {
        var texts = new string[values.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = Repr(values[i]);
        }

        return Tuple(texts);
    }

    /// <summary><c>(1, 2)</c>, or <c>(1,)</c> for a single item.</summary>
    public static string Tuple(IReadOnlyList<string> texts) =>
        texts.Count == 1 ? $"({texts[0]},)" : $"({string.Join(", ", texts)})";

    /// <summary>The shortest digits that give the number back, with <c>.0</c> for whole numbers and two-digit exponents.</summary>
    public static string Repr(double? number)
    {
        if (number is not { } value)
        {
            return "None";
        }

        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        string text = value.ToString(CultureInfo.InvariantCulture);
        if (text.Contains('E', StringComparison.Ordinal))
        {
            return text.Replace('E', 'e');
        }

        return Math.Abs(value) >= 1e16 ? WithExponent(text) : text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
    }

    // Python turns to exponents at 1e16, .NET only at 1e17: 12000000000000000 -> 1.2e+16.
    private static string WithExponent(string whole)
    {
        string sign = whole[0] == '-' ? "-" : "";
        string digits = whole[sign.Length..];
        string significant = digits.TrimEnd('0');
        string fraction = significant.Length > 1 ? "." + significant[1..] : "";
        return $"{sign}{significant[0]}{fraction}e+{digits.Length - 1}";
    }
}
