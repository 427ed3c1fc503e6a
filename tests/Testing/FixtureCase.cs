using System.Text.Json;
using Xunit.Abstractions;

namespace PyTorchCS.Testing;

/// <summary>One golden: arguments, inputs, state, outputs and gradients, by section and name.</summary>
public sealed class FixtureCase : IXunitSerializable
{
    private JsonElement _root;

    /// <summary>For the test runner, which restores a case from its path and name.</summary>
    public FixtureCase()
    {
        Path = string.Empty;
    }

    internal FixtureCase(string path, JsonElement root)
    {
        Path = path;
        _root = root;
    }

    /// <summary>The fixture that it came from: <c>modules/Linear</c>.</summary>
    public string Path { get; private set; }

    /// <summary>The case's name, unique in its file.</summary>
    public string Name => _root.GetProperty("name").GetString()!;

    /// <summary>The arguments of the constructor or function, by camelCase name.</summary>
    public FixtureArguments Args => new(_root.TryGetProperty("args", out var args) ? args : default);

    /// <summary>The further arguments of the call, such as attention masks.</summary>
    public FixtureArguments Options => new(_root.TryGetProperty("options", out var options) ? options : default);

    /// <summary>The dtype the case was computed in.</summary>
    public DType DType => FixtureTensor.ParseDType(Text("dtype"));

    /// <summary>Whether the case has such a section or value.</summary>
    public bool Has(string section) => _root.TryGetProperty(section, out _);

    /// <summary>Whether a section has such an entry that is not null.</summary>
    public bool Has(string section, string name) =>
        _root.TryGetProperty(section, out var found) && found.TryGetProperty(name, out var entry) && entry.ValueKind != JsonValueKind.Null;

    /// <summary>The entries of a section, in order; none where the section is missing.</summary>
    public IReadOnlyList<string> Names(string section) =>
        _root.TryGetProperty(section, out var found) ? [.. found.EnumerateObject().Select(p => p.Name)] : [];

    /// <summary>A fresh tensor with the values of an entry.</summary>
    public Tensor Tensor(string section, string name, bool requiresGrad = false)
    {
        if (!Has(section, name))
        {
            throw new ArgumentException($"{this} has no {section}.{name}", nameof(name));
        }

        var tensor = FixtureTensor.Create(_root.GetProperty(section).GetProperty(name));
        return requiresGrad && (tensor.DType.IsFloatingPoint || tensor.DType.IsComplex) ? tensor.RequiresGrad_() : tensor;
    }

    /// <summary>Fresh tensors for all entries of a section that are not null.</summary>
    public IReadOnlyList<(string Name, Tensor Tensor)> Tensors(string section, bool requiresGrad = false) =>
        [.. Names(section).Where(n => Has(section, n)).Select(n => (n, Tensor(section, n, requiresGrad)))];

    /// <summary>A text value of the case itself.</summary>
    public string Text(string name) => _root.GetProperty(name).GetString()!;

    /// <summary>A whole number of the case itself.</summary>
    public long Int64(string name) => _root.GetProperty(name).GetInt64();

    /// <summary>A number of the case itself.</summary>
    public double Double(string name) => FixtureTensor.ParseDouble(_root.GetProperty(name));

    /// <summary>A truth value of the case itself.</summary>
    public bool Boolean(string name) => _root.GetProperty(name).GetBoolean();

    /// <summary>The strings of a list of the case itself.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. _root.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];

    /// <summary>Any value of the case as JSON.</summary>
    public JsonElement Json(string name) => _root.GetProperty(name);

    /// <inheritdoc/>
    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue("path", Path);
        info.AddValue("name", Name);
    }

    /// <inheritdoc/>
    public void Deserialize(IXunitSerializationInfo info)
    {
        Path = info.GetValue<string>("path");
        _root = Fixture.Load(Path, info.GetValue<string>("name"))._root;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Path}/{Name}";
}
