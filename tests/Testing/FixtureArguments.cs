using System.Text.Json;

namespace PyTorchCS.Testing;

/// <summary>Arguments written by the oracle; a missing one takes the fallback, as a default argument would.</summary>
public readonly struct FixtureArguments(JsonElement root)
{
    /// <summary>The names that are given, in order.</summary>
    public IReadOnlyList<string> Names => root.ValueKind == JsonValueKind.Object ? [.. root.EnumerateObject().Select(p => p.Name)] : [];

    /// <summary>Whether the argument is given and not null.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>A whole number.</summary>
    public long Int64(string name, long fallback = 0) => Find(name)?.GetInt64() ?? fallback;

    /// <summary>A whole number, or null where none is given.</summary>
    public long? OptionalInt64(string name) => Find(name)?.GetInt64();

    /// <summary>Whole numbers: a list, or a single number as a list of one. Null entries become -1.</summary>
    public long[] Int64s(string name, params long[] fallback) => Find(name) switch
    {
        null => fallback,
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Null ? -1 : e.GetInt64())],
        var number => [number.Value.GetInt64()],
    };

    /// <summary>A number.</summary>
    public double Double(string name, double fallback = 0) => Find(name) is { } value ? FixtureTensor.ParseDouble(value) : fallback;

    /// <summary>A number, or null where none is given.</summary>
    public double? OptionalDouble(string name) => Find(name) is { } value ? FixtureTensor.ParseDouble(value) : null;

    /// <summary>A truth value.</summary>
    public bool Boolean(string name, bool fallback = false) => Find(name)?.GetBoolean() ?? fallback;

    /// <summary>A string.</summary>
    public string Text(string name, string fallback = "") => Find(name)?.GetString() ?? fallback;

    /// <summary>Whether the argument is a string, such as <c>padding='same'</c>.</summary>
    public bool IsText(string name) => Find(name)?.ValueKind == JsonValueKind.String;

    /// <summary>A string of a closed set as the enum that stands for it; letter case and <c>_</c> do not count.</summary>
    public TEnum Enum<TEnum>(string name, TEnum fallback)
        where TEnum : struct, Enum =>
        Find(name) is { } value ? System.Enum.Parse<TEnum>(value.GetString()!.Replace("_", string.Empty, StringComparison.Ordinal), ignoreCase: true) : fallback;

    /// <summary>A fresh tensor, or null where none is given.</summary>
    public Tensor? Tensor(string name) => Find(name) is { } value ? FixtureTensor.Create(value) : null;

    /// <summary>The argument as JSON; null where it is missing, and where it is null.</summary>
    public JsonElement? Find(string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <inheritdoc/>
    public override string ToString() => root.ValueKind == JsonValueKind.Undefined ? "{}" : root.GetRawText();
}
