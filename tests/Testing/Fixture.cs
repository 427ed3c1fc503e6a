using System.Collections.Concurrent;
using System.Text.Json;

namespace PyTorchCS.Testing;

/// <summary>Reads what PyTorch computed: <c>Fixture.Load("modules/Linear")</c> is tests/Fixtures/modules/Linear.json.</summary>
public static class Fixture
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<FixtureCase>> Loaded = new();

    /// <summary>The folder that holds the fixtures, copied beside the tests.</summary>
    public static string Folder { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Fixtures");

    /// <summary>All cases of one file, in its order.</summary>
    public static IReadOnlyList<FixtureCase> Load(string path) => Loaded.GetOrAdd(path, Read);

    /// <summary>The one case of that name.</summary>
    public static FixtureCase Load(string path, string name) =>
        Load(path).FirstOrDefault(c => c.Name == name)
        ?? throw new ArgumentException($"{path} has no case '{name}'; it has: {string.Join(", ", Load(path).Select(c => c.Name))}", nameof(name));

    /// <summary>The files of one area, without folder and ending: <c>Names("losses")</c>.</summary>
    public static IReadOnlyList<string> Names(string area) =>
        [.. Directory.GetFiles(System.IO.Path.Combine(Folder, area), "*.json")
            .Select(f => System.IO.Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    private static FixtureCase[] Read(string path)
    {
        var file = System.IO.Path.Combine(Folder, path + ".json");
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"There is no fixture {path}; ./build.sh oracle writes them.", file);
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(c => new FixtureCase(path, c.Clone()))];
    }
}
