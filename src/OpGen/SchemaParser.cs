using System.Text.RegularExpressions;

namespace PyTorchCS.OpGen;

/// <summary>Reads schema lines such as <c>softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor</c>.</summary>
internal static partial class SchemaParser
{
    public static Schema Parse(string line)
    {
        var open = line.IndexOf('(', StringComparison.Ordinal);
        var arrow = line.LastIndexOf(") -> ", StringComparison.Ordinal);
        if (open < 0 || arrow < open)
        {
            throw new FormatException($"not a schema: {line}");
        }
        var fullName = line[..open];
        var dot = fullName.IndexOf('.', StringComparison.Ordinal);
        var name = dot < 0 ? fullName : fullName[..dot];
        var overload = dot < 0 ? "" : fullName[(dot + 1)..];
        return new Schema(name, overload, Arguments(line[(open + 1)..arrow]), Returns(line[(arrow + 5)..]), line);
    }

    private static List<Argument> Arguments(string text)
    {
        var arguments = new List<Argument>();
        var isKeywordOnly = false;
        foreach (var part in Split(text))
        {
            if (part == "*")
            {
                isKeywordOnly = true;
                continue;
            }
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var declaration = equals < 0 ? part : part[..equals];
            var space = declaration.LastIndexOf(' ');
            var type = Type(declaration[..space]);
            arguments.Add(new Argument(type, declaration[(space + 1)..], equals < 0 ? null : part[(equals + 1)..], isKeywordOnly && type.IsMutable, isKeywordOnly));
        }
        return arguments;
    }

    private static List<Return> Returns(string text)
    {
        var isTuple = text.StartsWith('(') && text.EndsWith(')');
        return [.. Split(isTuple ? text[1..^1] : text).Select(Return)];
    }

    private static Return Return(string text)
    {
        var space = LastTopLevelSpace(text);
        return space < 0 ? new Return(Type(text), "") : new Return(Type(text[..space]), text[(space + 1)..]);
    }

    private static int LastTopLevelSpace(string text)
    {
        var close = text.LastIndexOf(')');
        var space = text.LastIndexOf(' ');
        return space > close ? space : -1;
    }

    private static IEnumerable<string> Split(string text)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ',' && depth == 0))
            {
                var part = text[start..i].Trim();
                if (part.Length > 0)
                {
                    yield return part;
                }
                start = i + 1;
            }
            else if (text[i] is '(' or '[')
            {
                depth++;
            }
            else if (text[i] is ')' or ']')
            {
                depth--;
            }
        }
    }

    private static SchemaType Type(string text)
    {
        var match = TypePattern().Match(text);
        if (!match.Success)
        {
            throw new FormatException($"not a schema type: {text}");
        }
        var list = match.Groups["list"];
        var size = match.Groups["size"].Value;
        return new SchemaType(
            match.Groups["element"].Value,
            IsElementOptional: list.Success && match.Groups["inner"].Value == "?",
            IsList: list.Success,
            ListSize: size.Length == 0 ? 0 : int.Parse(size, System.Globalization.CultureInfo.InvariantCulture),
            IsOptional: match.Groups["outer"].Value == "?" || (!list.Success && match.Groups["inner"].Value == "?"),
            IsMutable: match.Groups["alias"].Value.Contains('!', StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^(?<element>[A-Za-z]+)(?<alias>\([^)]*\))?(?<inner>\?)?(?<list>\[(?<size>\d*)\](?<outer>\?)?)?$")]
    private static partial Regex TypePattern();
}
