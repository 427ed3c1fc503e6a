namespace PyTorchCS.OpGen;

/// <summary>A schema that is bound, with everything that the emitters need to know of it.</summary>
internal sealed class Operator
{
    private static readonly string[] CreationArguments = ["dtype", "layout", "device", "pin_memory"];

    public Operator(Schema schema, Classification classification, Selection selection)
    {
        Schema = schema;
        Classification = classification;
        Crossings = [.. schema.Arguments.Select(argument => (argument, TypeMap.Map(schema, argument, selection)))];
        Results = [.. schema.Returns.Select(result => (result, TypeMap.MapReturn(schema, result.Type)))];
        CSharpName = NameRules.Operator(schema);
    }

    public Schema Schema { get; }

    public Classification Classification { get; }

    public string CSharpName { get; }

    public IReadOnlyList<(Argument Argument, Crossing Crossing)> Crossings { get; }

    public IReadOnlyList<(Return Return, (string Aten, string Interop, string Managed, string Adopt) Map)> Results { get; }

    /// <summary>Results that are new objects; the others are arguments that come back changed.</summary>
    public bool GivesArgumentsBack => Schema.IsOut || (Schema.IsInPlace && Results.Count == 1 && Schema.Returns[0].Type.IsMutable);

    /// <summary>C# wants required parameters before optional ones; otherwise the order is the schema's.</summary>
    public IEnumerable<(Argument Argument, Crossing Crossing)> ManagedParameters =>
        Crossings.Where(entry => entry.Crossing.ManagedDefault is null).Concat(Crossings.Where(entry => entry.Crossing.ManagedDefault is not null));

    /// <summary>The C# type of the result: one value, a tuple named by the schema, or nothing.</summary>
    public string ManagedReturn
    {
        get
        {
            if (Results.Count == 0 || IsListInPlace)
            {
                return "void";
            }
            if (Results.Count == 1)
            {
                return Results[0].Map.Managed;
            }
            var isNamed = Results.All(result => result.Return.Name.Length > 0);
            return "(" + string.Join(", ", Results.Select(result => result.Map.Managed + (isNamed ? " " + NameRules.Member(result.Return.Name) : ""))) + ")";
        }
    }

    /// <summary>An in-place form over a list of tensors gives nothing back in C#.</summary>
    public bool IsListInPlace => GivesArgumentsBack && Results.All(result => result.Return.Type.IsList);

    /// <summary>Creation operators take dtype, layout, device and pin_memory; C# adds PyTorch's requires_grad.</summary>
    public bool IsCreation =>
        !Schema.IsOut && Schema.Returns is [{ Type.IsPlainTensor: true }] &&
        CreationArguments.All(name => Schema.Arguments.Any(argument => argument.Name == name));
}

/// <summary>A row of <c>Schemas/classification.tsv</c>.</summary>
internal sealed record Classification(string Kind, string Variant, IReadOnlySet<string> Bindings, bool IsDocumented)
{
    public static Dictionary<string, Classification> Read(string path) => File.ReadLines(path)
        .Skip(1)
        .Select(line => line.Split('\t'))
        .ToDictionary(fields => fields[0], fields => new Classification(fields[3], fields[2], fields[4].Split(',').ToHashSet(), fields[5] == "yes"));
}
