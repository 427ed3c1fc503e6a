using PyTorchCS.OpGen;

namespace PyTorchCS.Parity;

/// <summary>What PyTorch says a name's signatures are.</summary>
internal sealed class References
{
    // Forms that the product leaves out as a whole: named dimensions, storages as values, C++ streams, quantizers.
    private static readonly string[] LeftOutTypes = ["Dimname", "DimnameList", "Storage", "Stream", "QScheme"];

    private readonly ILookup<string, Signature> _written;
    private readonly ILookup<string, Signature> _bound;
    private readonly ILookup<string, Schema> _schemas;

    private References(IEnumerable<Signature> written, IEnumerable<Signature> bound, IEnumerable<Schema> schemas)
    {
        _written = written.ToLookup(signature => signature.Name);
        _bound = bound.ToLookup(signature => signature.Name);
        _schemas = schemas.ToLookup(schema => schema.Name);
    }

    public static References Read(string root)
    {
        var folder = Path.Combine(root, "src", "Parity", "Inventory");
        return new References(
            Signatures(folder, "python_functions.txt").Concat(Signatures(folder, "constructors.txt")),
            Signatures(folder, "python_arg_signatures.txt"),
            Lines(Path.Combine(root, "src", "OpGen", "Schemas", "aten.txt")).Select(SchemaParser.Parse));
    }

    /// <summary>
    /// The signatures that must be there, as the manual has them and as the binding has them (a name may be either), and those that may be there
    /// besides.
    /// </summary>
    /// <param name="isMethod">True for methods of <c>Tensor</c>, whose first argument is the tensor itself.</param>
    public (IReadOnlyList<IReadOnlyList<Signature>> Required, IReadOnlyList<Signature> Also) Of(Area area, string name, bool isMethod)
    {
        var written = Written(area.FullName(name));
        var bare = name[(name.LastIndexOf('.') + 1)..];
        var prefix = name.StartsWith("sparse.", StringComparison.Ordinal) ? "sparse_" : area.Prefix;
        var schemas = _schemas[prefix + bare].Where(schema => !IsLeftOut(schema)).ToList();
        var first = written.SelectMany(signature => signature.Arguments.Take(1)).FirstOrDefault(argument => !argument.IsVariadic)?.Name ?? "input";
        var fromSchemas = schemas.Select(schema => FromSchema(schema, isMethod, first)).ToList();
        var bound = _bound[prefix + bare]
            .Where(signature => !signature.IsDeprecated && !IsLeftOut(signature) && IsMethodForm(signature, schemas) == isMethod)
            .Select(signature => RenameFirst(signature, schemas, first))
            .ToList();
        var functional = schemas.Where(schema => !schema.IsOut).Select(schema => FromSchema(schema, isMethod, first)).ToList();
        var native = bound.Count > 0 ? bound : functional;
        // A function that Python writes is what Python says; else the binding's names are as good as the manual's.
        return written.Count == 0 ? ([native], fromSchemas)
            : area.Prefix.Length == 0 || native.Count == 0 ? ([written], fromSchemas)
            : ([written, native], fromSchemas);
    }

    private List<Signature> Written(string fullName)
    {
        var exact = _written[fullName].ToList();
        if (exact.Count > 0)
        {
            return exact;
        }
        // A class is listed under the module that defines it, which may be another one than the area's.
        var ending = fullName[fullName.LastIndexOf('.')..];
        return char.IsUpper(ending[1]) && fullName.StartsWith("torch.optim", StringComparison.Ordinal)
            ? [.. _written.Where(group => group.Key.EndsWith(ending, StringComparison.Ordinal) && group.Key.StartsWith("torch.optim", StringComparison.Ordinal)).SelectMany(group => group)]
            : [];
    }

    /// <summary>True for the form without the tensor that the method is called on.</summary>
    private static bool IsMethodForm(Signature signature, IReadOnlyList<Schema> schemas)
    {
        var names = signature.Arguments.Where(argument => !argument.IsOutput).Select(argument => argument.Name).ToList();
        if (names.Contains("input") || names.Contains("self"))
        {
            return false;
        }
        return schemas.Any(schema => schema.Self is not null)
            && !schemas.Any(schema => !schema.IsOut && schema.Self is null && schema.Arguments.Select(argument => argument.Name).ToHashSet().SetEquals(names));
    }

    private static Signature FromSchema(Schema schema, bool isMethod, string first)
    {
        var arguments = schema.Arguments
            .Where(argument => !(isMethod && argument.Name == "self"))
            .Select(argument => new Argument(
                argument.Name == "self" ? FirstName(argument.Type.IsList, first) : argument.Name, argument.Type.Key, argument.Default, argument.IsOutput))
            .ToList();
        return new Signature(schema.Name, arguments, IsDeprecated: false, IsAttribute: false, schema.Text);
    }

    /// <summary>The binding calls the schemas' <c>self</c> so: <c>input</c>, or <c>self</c> where it is no tensor.</summary>
    private static Signature RenameFirst(Signature signature, IReadOnlyList<Schema> schemas, string first)
    {
        var name = schemas.Any(schema => schema.Arguments.Any(argument => argument.Name == "input")) ? "self" : "input";
        return signature with
        {
            Arguments = [.. signature.Arguments.Select(argument => argument.Name == "self" || argument.Name == name
                ? argument with { Name = FirstName(argument.Type.StartsWith("TensorList", StringComparison.Ordinal), first) }
                : argument)],
        };
    }

    /// <summary>PyTorch's manual calls the schemas' <c>self</c> so.</summary>
    private static string FirstName(bool isList, string first) => isList ? "tensors" : first;

    private static bool IsLeftOut(Signature signature) => signature.Arguments.Any(argument => LeftOutTypes.Contains(Element(argument.Type)));

    private static bool IsLeftOut(Schema schema) => schema.Arguments.Any(argument => LeftOutTypes.Contains(argument.Type.Element));

    private static string Element(string type) => type.Split('[')[0].TrimEnd('?');

    private static IEnumerable<Signature> Signatures(string folder, string file) => Lines(Path.Combine(folder, file)).Select(SignatureParser.Parse);

    private static IEnumerable<string> Lines(string path) => File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#');
}
