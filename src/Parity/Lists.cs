using System.IO.Enumeration;

namespace PyTorchCS.Parity;

/// <summary>A name that means nothing in .NET, or that no kernel of LibTorch serves, and why.</summary>
internal sealed record NotApplicable(string Area, string Name, string Reason);

/// <summary>A name that could be there and is not, and why.</summary>
internal sealed record LeftOut(string Area, string Name, string Reason);

/// <summary>A name that stands elsewhere than the rule says, and why.</summary>
internal sealed record Elsewhere(string Area, string Name, string Place, string Reason);

/// <summary>A difference of signatures that is meant, or a pattern of them, and why.</summary>
internal sealed record Accepted(string Place, string Kind, string Parameter, string Reason)
{
    public bool Covers(Difference difference) =>
        FileSystemName.MatchesSimpleExpression(Place, difference.Place, ignoreCase: false)
        && (Kind == "*" || Kind == difference.Kind)
        && (Parameter == "*" || Parameter.Split(',').Contains(difference.Parameter));
}

/// <summary>The lists that a human keeps: what is left out, what stands elsewhere, what differs.</summary>
internal sealed class Lists
{
    private readonly HashSet<object> _used = new(ReferenceEqualityComparer.Instance);
    private readonly List<NotApplicable> _notApplicable = [];
    private readonly List<LeftOut> _leftOut = [];
    private readonly List<Elsewhere> _elsewhere = [];
    private readonly List<Accepted> _accepted = [];

    /// <summary>Entries that nothing needed in this run, each as its line says it.</summary>
    public IEnumerable<string> Unused =>
        _notApplicable.Where(entry => !_used.Contains(entry)).Select(entry => $"not-applicable.txt: {entry.Area} {entry.Name}")
            .Concat(_leftOut.Where(entry => !_used.Contains(entry)).Select(entry => $"left-out.txt: {entry.Area} {entry.Name}"))
            .Concat(_elsewhere.Where(entry => !_used.Contains(entry)).Select(entry => $"elsewhere.txt: {entry.Area} {entry.Name}"))
            .Concat(_accepted.Where(entry => !_used.Contains(entry)).Select(entry => $"differences.txt: {entry.Place} {entry.Kind} {entry.Parameter}"));

    public IEnumerable<Elsewhere> UsedElsewhere => _elsewhere.Where(_used.Contains);

    public static Lists Read(string folder)
    {
        var lists = new Lists();
        foreach (var words in Lines(Path.Combine(folder, "not-applicable.txt")))
        {
            lists._notApplicable.AddRange(words[1].Split(',').Select(name => new NotApplicable(words[0], name, Rest(words, 2))));
        }
        foreach (var words in Lines(Path.Combine(folder, "left-out.txt")))
        {
            lists._leftOut.AddRange(words[1].Split(',').Select(name => new LeftOut(words[0], name, Rest(words, 2))));
        }
        foreach (var words in Lines(Path.Combine(folder, "elsewhere.txt")))
        {
            lists._elsewhere.Add(new Elsewhere(words[0], words[1], words[2], Rest(words, 3)));
        }
        foreach (var words in Lines(Path.Combine(folder, "differences.txt")))
        {
            lists._accepted.Add(new Accepted(words[0], words[1], words[2], Rest(words, 3)));
        }
        return lists;
    }

    /// <summary>The words of each line that is neither empty nor a comment.</summary>
    public static IReadOnlyList<string[]> Lines(string path) =>
        [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    public NotApplicable? FindNotApplicable(string area, string name) =>
        Use(_notApplicable.FirstOrDefault(entry => Is(area, name, entry.Area, entry.Name)));

    public LeftOut? FindLeftOut(string area, string name) => Use(_leftOut.FirstOrDefault(entry => Is(area, name, entry.Area, entry.Name)));

    public Elsewhere? FindElsewhere(string area, string name) => Use(_elsewhere.FirstOrDefault(entry => entry.Area == area && entry.Name == name));

    public Accepted? FindAccepted(Difference difference) => Use(_accepted.FirstOrDefault(entry => entry.Covers(difference)));

    private static bool Is(string area, string name, string listedArea, string pattern) =>
        area == listedArea && FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

    private T? Use<T>(T? entry)
        where T : class
    {
        if (entry is not null)
        {
            _used.Add(entry);
        }
        return entry;
    }

    private static string Rest(string[] words, int from) => words.Length > from
        ? string.Join(' ', words.Skip(from))
        : throw new FormatException($"a line gives no reason: {string.Join(' ', words)}");
}
