using System.Text;

namespace PyTorchCS.Parity;

/// <summary>Reads lines such as <c>add(Tensor input, Tensor other, *, Scalar alpha=1, Tensor out=None)</c>, with types or without.</summary>
internal static class SignatureParser
{
    private const string DeprecatedMark = "|deprecated";

    public static Signature Parse(string line)
    {
        var isDeprecated = line.EndsWith(DeprecatedMark, StringComparison.Ordinal);
        var text = isDeprecated ? line[..^DeprecatedMark.Length] : line;
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return new Signature(text, [], isDeprecated, IsAttribute: true, text);
        }
        if (!text.EndsWith(')'))
        {
            throw new FormatException($"not a signature: {line}");
        }
        var parts = Split(text[(open + 1)..^1]);
        var positional = parts.IndexOf("/");
        var arguments = parts.Select((part, index) => (Part: part, IsPositional: index < positional)).Where(entry => entry.Part is not "*" and not "/" && !entry.Part.StartsWith('_'))
            .Select(entry => Argument(entry.Part) with { IsPositional = entry.IsPositional || entry.Part.StartsWith('*') }).ToList();
        return new Signature(text[..open], arguments, isDeprecated, IsAttribute: false, text);
    }

    private static Argument Argument(string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        var declaration = equals < 0 ? part : part[..equals];
        var space = declaration.LastIndexOf(' ');
        var name = declaration[(space + 1)..];
        return new Argument(
            name.TrimStart('*'), space < 0 ? "" : declaration[..space], equals < 0 ? null : part[(equals + 1)..], IsOutput: name == "out",
            IsVariadic: name.StartsWith('*'));
    }

    /// <summary>Splits at the commas that stand outside of brackets and strings.</summary>
    private static List<string> Split(string text)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        var depth = 0;
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (quote != '\0')
            {
                part.Append(letter);
                if (letter == '\\' && i + 1 < text.Length)
                {
                    part.Append(text[++i]);
                }
                else if (letter == quote)
                {
                    quote = '\0';
                }
                continue;
            }
            depth += letter is '(' or '[' or '{' ? 1 : letter is ')' or ']' or '}' ? -1 : 0;
            quote = letter is '"' or '\'' ? letter : '\0';
            if (letter == ',' && depth == 0)
            {
                parts.Add(part.ToString().Trim());
                part.Clear();
            }
            else
            {
                part.Append(letter);
            }
        }
        parts.Add(part.ToString().Trim());
        return [.. parts.Where(entry => entry.Length > 0)];
    }
}
