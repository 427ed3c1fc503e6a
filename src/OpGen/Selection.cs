namespace PyTorchCS.OpGen;

/// <summary>A closed set of strings of the schemas, as an enum.</summary>
internal sealed record StringEnum(string TypeName, IReadOnlyList<(string Word, string Member)> Words);

/// <summary>A class of statics that takes the operators of one Python module, or of one prefix.</summary>
internal sealed record Chapter(string ClassName, string Prefix, string Binding);

/// <summary>What <c>selection.txt</c> says.</summary>
internal sealed class Selection
{
    private readonly List<(StringEnum Enum, string Parameter, HashSet<string> Operators)> _enums = [];
    private readonly Dictionary<string, string> _names = [];

    public HashSet<string> Kinds { get; } = [];

    public Dictionary<string, string> Internals { get; } = [];

    public Dictionary<string, string> Also { get; } = [];

    public Dictionary<string, string> Types { get; } = [];

    public HashSet<string> ConstSelf { get; } = [];

    public HashSet<string> ListRef { get; } = [];

    public List<Chapter> Chapters { get; } = [];

    public Dictionary<string, string> ByHand { get; } = [];

    public Dictionary<string, string> Hidden { get; } = [];

    public Dictionary<string, string> FixedDevice { get; } = [];

    public Dictionary<string, string> SelfNames { get; } = [];

    public HashSet<string> CheckInvariants { get; } = [];

    public static Selection Read(string path)
    {
        var selection = new Selection();
        foreach (var line in File.ReadLines(path))
        {
            var text = line.Trim();
            if (text.Length > 0 && text[0] != '#')
            {
                selection.Add(text);
            }
        }
        return selection;
    }

    /// <summary>The enum that stands for a string parameter of an operator, or null where it stays a string.</summary>
    public StringEnum? EnumFor(Schema schema, string parameter) => _enums
        .FirstOrDefault(entry => entry.Parameter == parameter && (entry.Operators.Count == 0 || entry.Operators.Contains(schema.Name)))
        .Enum;

    public IEnumerable<StringEnum> Enums => _enums.Select(entry => entry.Enum).DistinctBy(entry => entry.TypeName);

    public string MemberName(string className, string member) => _names.GetValueOrDefault($"{className}.{member}", member);

    private void Add(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var rest = string.Join(' ', words.Skip(2));
        switch (words[0])
        {
            case "bind": Kinds.Add(words[1]); break;
            case "internal": Internals.Add(words[1], rest); break;
            case "also": Also.Add(words[1], rest); break;
            case "type": Types.Add(words[1], rest); break;
            case "const-self": ConstSelf.Add(words[1]); break;
            case "list-ref": ListRef.Add(words[1]); break;
            case "chapter": Chapters.Add(new Chapter(words[1], words[2] == "-" ? "" : words[2], words[3])); break;
            case "name": _names.Add(words[1], words[2]); break;
            case "hand": ByHand.Add(words[1], rest); break;
            case "hidden": Hidden.Add(words[1], rest); break;
            case "self": SelfNames.Add(words[1], words[2]); break;
            case "check-invariants": CheckInvariants.Add(words[1]); break;
            case "fixed-device": FixedDevice.Add(words[1], rest); break;
            case "enum": AddEnum(words); break;
            default: throw new FormatException($"selection.txt: unknown line: {text}");
        }
    }

    private void AddEnum(string[] words)
    {
        var members = words[3].Split(',').Select(word =>
        {
            var parts = word.Split('=');
            return (parts[0], parts.Length > 1 ? parts[1] : NameRules.Member(parts[0]));
        });
        var operators = words.Skip(4).Select(word => word.TrimStart('@')).ToHashSet();
        _enums.Add((new StringEnum(words[1], [.. members]), words[2], operators));
    }
}
