namespace PyTorchCS.Parity;

/// <summary>One area of PyTorch: its names, and where they are looked for.</summary>
/// <param name="Module">Where Python has the names.</param>
/// <param name="Prefix">What the schemas put before the names.</param>
/// <param name="Places">Classes that hold the functions; with a dot at the end, namespaces whose types count.</param>
/// <param name="MustBeListed">True where each difference of a signature has to stand in the list.</param>
internal sealed record Area(string Name, string Module, string Prefix, IReadOnlyList<string> Places, bool MustBeListed, IReadOnlyList<string> Names)
{
    public IEnumerable<string> Classes => Places.Where(place => !place.EndsWith('.'));

    public IEnumerable<string> Namespaces => Places.Where(place => place.EndsWith('.')).Select(place => place.TrimEnd('.'));

    /// <summary>The name as Python spells it from the root: <c>torch.linalg.norm</c>.</summary>
    public string FullName(string name) =>
        name.StartsWith("torch.", StringComparison.Ordinal) ? name
        : name.StartsWith("Tensor.", StringComparison.Ordinal) ? "torch." + name
        : $"{Module}.{name}";

    public static IReadOnlyList<Area> Read(string folder)
    {
        var lines = Lists.Lines(Path.Combine(folder, "areas.txt"));
        var strict = lines.Where(words => words[0] == "must-be-listed").SelectMany(words => words.Skip(1)).ToHashSet();
        return [.. lines.Where(words => words[0] == "area").Select(words => new Area(
            words[1], words[2], words[3] == "-" ? "" : words[3], words[4].Split(','), strict.Contains(words[1]), ReadNames(folder, words[1])))];
    }

    private static List<string> ReadNames(string folder, string area) =>
        [.. File.ReadLines(Path.Combine(folder, "Inventory", area + ".txt")).Select(line => line.Trim()).Where(line => line.Length > 0).Distinct()];
}
