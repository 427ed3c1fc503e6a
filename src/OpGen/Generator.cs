using System.Globalization;
using PyTorchCS.OpGen.Emitters;

namespace PyTorchCS.OpGen;

/// <summary>Selects, maps and writes.</summary>
internal sealed class Generator
{
    private static readonly string[] Folders = ["src/NativeShim/generated", "src/Managed/PyTorchCS/Generated", "tests/PyTorchCS.Tests/Contracts/Generated"];

    private readonly List<(string Name, string Reason)> _leftOut = [];
    private readonly List<(Operator Operator, string Reason)> _notPublic;
    private readonly List<(string Path, string Text)> _files;
    private readonly int _wanted;
    private readonly int _internal;

    private Generator(Selection selection, IReadOnlyList<Schema> schemas, Dictionary<string, Classification> classifications)
    {
        var operators = new List<Operator>();
        foreach (var schema in schemas)
        {
            var classification = classifications[schema.FullName];
            var isWanted = selection.Kinds.Contains(classification.Kind) || selection.Also.ContainsKey(schema.FullName);
            _wanted += isWanted ? 1 : 0;
            if (!isWanted && !selection.Internals.ContainsKey(schema.FullName))
            {
                _leftOut.Add((schema.FullName, $"kind {classification.Kind}"));
                continue;
            }
            var unmappable = schema.Arguments.Select(argument => argument.Type).Concat(schema.Returns.Select(result => result.Type)).FirstOrDefault(type => selection.Types.ContainsKey(type.Element));
            if (unmappable is not null)
            {
                _leftOut.Add((schema.FullName, $"{unmappable.Element}: {selection.Types[unmappable.Element]}"));
                continue;
            }
            _internal += isWanted ? 0 : 1;
            operators.Add(new Operator(schema, classification, selection));
        }
        Operators = operators;
        var emitter = new PublicEmitter(selection);
        (var forms, _notPublic) = emitter.Select(operators);
        _files = [.. NativeEmitter.Emit(operators), AtenEmitter.Emit(operators), OpsEmitter.Emit(operators), EnumEmitter.Emit(selection), .. emitter.Emit(forms),
            .. new CallEmitter(selection, operators, forms, emitter).Emit()];
    }

    public IReadOnlyList<Operator> Operators { get; }

    public static Generator Read(string root)
    {
        var folder = Path.Combine(root, "src", "OpGen");
        var selection = Selection.Read(Path.Combine(folder, "selection.txt"));
        TypeMap.ConstNames = selection.ConstSelf;
        var schemas = File.ReadLines(Path.Combine(folder, "Schemas", "aten.txt")).Where(line => line.Length > 0).Select(SchemaParser.Parse).ToList();
        var missing = selection.Internals.Keys.Concat(selection.Also.Keys).Except(schemas.Select(schema => schema.FullName)).ToList();
        return missing.Count == 0
            ? new Generator(selection, schemas, Classification.Read(Path.Combine(folder, "Schemas", "classification.tsv")))
            : throw new FormatException($"selection.txt names no schema: {string.Join(", ", missing)}");
    }

    public bool Write(string root)
    {
        foreach (var (path, text) in _files)
        {
            var full = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            if (!File.Exists(full) || File.ReadAllText(full) != text)
            {
                File.WriteAllText(full, text);
            }
        }
        foreach (var stale in Stale(root))
        {
            File.Delete(stale);
        }
        return true;
    }

    public bool Verify(string root)
    {
        var differing = _files.Where(file => !File.Exists(Path.Combine(root, file.Path)) || File.ReadAllText(Path.Combine(root, file.Path)) != file.Text).Select(file => file.Path)
            .Concat(Stale(root)).ToList();
        foreach (var path in differing)
        {
            Console.Error.WriteLine($"differs from what OpGen writes: {path}");
        }
        return differing.Count == 0;
    }

    public void Report(bool lists)
    {
        if (lists)
        {
            _leftOut.ForEach(entry => Console.WriteLine($"left out\t{entry.Name}\t{entry.Reason}"));
            _notPublic.ForEach(entry => Console.WriteLine($"not public\t{entry.Operator.Schema.FullName}\t{entry.Reason}"));
        }
        var byReason = _leftOut.GroupBy(entry => entry.Reason.Split(':')[0]).OrderByDescending(group => group.Count());
        var bound = Operators.Count - _internal;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bound {bound} of {_wanted} schemas of the wanted kinds, and {_internal} internal ones; {_leftOut.Count} left out:"));
        foreach (var group in byReason)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {group.Count(),5}  {group.Key}{(group.Count() <= 8 ? ": " + string.Join(", ", group.Select(entry => entry.Name)) : "")}"));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Operators.Count - _notPublic.Count} of them are public"));
    }

    private IEnumerable<string> Stale(string root)
    {
        var known = _files.Select(file => Path.GetFullPath(Path.Combine(root, file.Path))).ToHashSet();
        return Folders
            .Select(folder => Path.Combine(root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.g.*"))
            .Where(file => !known.Contains(Path.GetFullPath(file)));
    }
}
