using System.Numerics;
using System.Text.Json;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

/// <summary>The arguments of one call by the schema's names, each made when it is first asked for and then kept.</summary>
internal sealed class OpArguments(JsonElement given, Func<Tensor, Tensor>? prepare = null)
{
    private readonly Dictionary<string, Tensor?[]> _tensors = [];
    private readonly List<Generator> _generators = [];

    public bool Has(string name) => given.TryGetProperty(name, out _);

    public void Set(string name, params Tensor[] values) => _tensors[name] = values;

    /// <summary>Every tensor among the arguments, also those in lists.</summary>
    public IReadOnlyList<Tensor> AllTensors() => [.. Names().SelectMany(name => OptionalTensors(name)).OfType<Tensor>()];

    /// <summary>The arguments that are tensors or lists of them.</summary>
    public IEnumerable<string> Names() => given.EnumerateObject().Where(property => IsTensor(property.Value)).Select(property => property.Name);

    /// <summary>The arguments that are lists of tensors.</summary>
    public IEnumerable<string> TensorLists() => Names().Where(name => given.GetProperty(name).ValueKind == JsonValueKind.Array);

    public Tensor Tensor(string name) => OptionalTensor(name) ?? throw new ArgumentException($"the row has no tensor '{name}'", nameof(name));

    public Tensor? OptionalTensor(string name) => OptionalTensors(name) is [var single] ? single : null;

    public Tensor[] Tensors(string name) => [.. OptionalTensors(name).Select(tensor => tensor!)];

    public Tensor?[] OptionalTensors(string name)
    {
        if (!_tensors.TryGetValue(name, out var tensors))
        {
            tensors = Find(name) switch
            {
                null => [],
                { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(entry => entry.ValueKind == JsonValueKind.Null ? null : Create(entry))],
                { } single => [Create(single)],
            };
            _tensors.Add(name, tensors);
        }

        return tensors;
    }

    public Generator? Generator(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        _generators.Add(new Generator(value.GetProperty("seed").GetInt64()));
        return _generators[^1];
    }

    public Generator? OptionalGenerator(string name) => Generator(name);

    public long Int64(string name) => Required(name).GetInt64();

    public long? OptionalInt64(string name) => Find(name)?.GetInt64();

    public long[]? Int64s(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(entry => entry.GetInt64())],
        { } single => [single.GetInt64()],
    };

    public double Double(string name) => FixtureTensor.ParseDouble(Required(name));

    public double? OptionalDouble(string name) => Find(name) is { } value ? FixtureTensor.ParseDouble(value) : null;

    public double[]? Doubles(string name) => Find(name) is { } list ? [.. list.EnumerateArray().Select(FixtureTensor.ParseDouble)] : null;

    public bool Boolean(string name) => Required(name).GetBoolean();

    public bool? OptionalBoolean(string name) => Find(name)?.GetBoolean();

    public bool[] Booleans(string name) => [.. Required(name).EnumerateArray().Select(entry => entry.GetBoolean())];

    public Scalar Scalar(string name) => ToScalar(Required(name));

    public Scalar? OptionalScalar(string name) => Find(name) is { } value ? ToScalar(value) : null;

    public Scalar[] Scalars(string name) => [.. Required(name).EnumerateArray().Select(ToScalar)];

    public string Text(string name) => Required(name).GetString()!;

    public string? OptionalText(string name) => Find(name)?.GetString();

    public TEnum Word<TEnum>(string name, Func<string, TEnum> parse) => parse(Text(name));

    public TEnum? OptionalWord<TEnum>(string name, Func<string, TEnum> parse)
        where TEnum : struct => Find(name) is { } value ? parse(value.GetString()!) : null;

    public Reduction Reduction(string name) => (Reduction)Int64(name);

    public DType DType(string name) => FixtureTensor.ParseDType(Text(name));

    public DType? OptionalDType(string name) => Find(name) is { } value ? FixtureTensor.ParseDType(value.GetString()!) : null;

    public Device Device(string name) => Text(name);

    public Device? OptionalDevice(string name) => Find(name) is { } value ? (Device)value.GetString()! : default(Device?);

    public Layout Layout(string name) => OptionalLayout(name)!.Value;

    public Layout? OptionalLayout(string name) => Find(name) is { } value ? ParseLayout(value.GetString()!) : null;

    public MemoryFormat MemoryFormat(string name) => OptionalMemoryFormat(name)!.Value;

    public MemoryFormat? OptionalMemoryFormat(string name) => Find(name) is { } value ? Parse<MemoryFormat>(value.GetString()!) : null;

    /// <summary>A tensor as the row writes it, in the layout that the row names.</summary>
    public static Tensor Read(JsonElement value)
    {
        // A copy, since what the fixture gives is a view, and some operators refuse those.
        using var view = FixtureTensor.Create(value);
        var dense = view.Clone();
        return !value.TryGetProperty("layout", out var layout) ? dense : ParseLayout(layout.GetString()!) switch
        {
            PyTorchCS.Layout.SparseCsr => dense.ToSparseCsr(),
            PyTorchCS.Layout.SparseCsc => dense.ToSparseCsc(),
            _ => dense.ToSparse(),
        };
    }

    /// <summary><c>sparse_coo</c> -> <see cref="Layout.SparseCoo"/>.</summary>
    public static Layout ParseLayout(string name) => Parse<Layout>(name);

    private static TEnum Parse<TEnum>(string name)
        where TEnum : struct, Enum => Enum.Parse<TEnum>(name.Replace("_", string.Empty, StringComparison.Ordinal), ignoreCase: true);

    private static bool IsTensor(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.TryGetProperty("shape", out _),
        JsonValueKind.Array => value.EnumerateArray().Any(IsTensor),
        _ => false,
    };

    private static Scalar ToScalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.Object => new Complex(value.GetProperty("complex")[0].GetDouble(), value.GetProperty("complex")[1].GetDouble()),
        JsonValueKind.Number when value.TryGetInt64(out var whole) => whole,
        _ => FixtureTensor.ParseDouble(value),
    };

    private Tensor Create(JsonElement value)
    {
        var tensor = Read(value);
        return prepare is null || tensor.Layout != PyTorchCS.Layout.Strided ? tensor : prepare(tensor);
    }

    private JsonElement Required(string name) => Find(name) ?? throw new ArgumentException($"the row has no '{name}'", nameof(name));

    private JsonElement? Find(string name) => given.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
