namespace PyTorchCS.OpGen;

/// <summary>The one rule that turns PyTorch's names into ours.</summary>
internal static class NameRules
{
    private static readonly HashSet<string> Keywords =
    [
        "as", "base", "bool", "break", "checked", "default", "double", "else", "event", "fixed", "float", "for", "implicit", "in", "int", "lock",
        "long", "new", "object", "operator", "out", "params", "ref", "return", "short", "sizeof", "string", "switch", "this", "unsafe",
    ];

    /// <summary>Upper-cases the first letter and each letter after an underscore; leading and trailing underscores stay.</summary>
    public static string Member(string name)
    {
        var body = name.Trim('_');
        var leading = name.StartsWith('_') ? "_" : "";
        var trailing = name.EndsWith('_') ? "_" : "";
        return leading + string.Concat(body.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(Capital)) + trailing;
    }

    /// <summary>The name of an operator in <c>Ops</c>: base and overload, each by the rule.</summary>
    public static string Operator(Schema schema) => Member(schema.Name) + Member(schema.Overload);

    public static string Parameter(string name)
    {
        var member = Member(name).Trim('_');
        // An argument that is one capital, such as the A of linalg's, keeps it; a first word in capitals, such as UPLO, gives up all of them.
        var first = name.TrimStart('_').Split('_')[0];
        var camel = name.Length == 1 ? name
            : first.Length > 1 && first.All(char.IsUpper) ? first.ToLowerInvariant() + member[first.Length..]
            : char.ToLowerInvariant(member[0]) + member[1..];
        return Keywords.Contains(camel) ? "@" + camel : camel;
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
