using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;

namespace PyTorchCS.Parity;

/// <summary>Finds the assemblies of packages that a library refers to: a library's own folder does not have them.</summary>
internal static class PackageFiles
{
    private static readonly Dictionary<string, string> Paths = [];

    static PackageFiles() => AssemblyLoadContext.Default.Resolving += (context, name) => Paths.TryGetValue(name.Name!, out var path) ? context.LoadFromAssemblyPath(path) : null;

    /// <summary>Loads an assembly, whose references are then found where NuGet keeps packages.</summary>
    public static Assembly Load(string path)
    {
        var list = Path.ChangeExtension(path, ".deps.json");
        if (File.Exists(list))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(list));
            foreach (var library in document.RootElement.GetProperty("targets").EnumerateObject().SelectMany(target => target.Value.EnumerateObject()))
            {
                Add(library);
            }
        }
        return AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(path));
    }

    private static void Add(JsonProperty library)
    {
        if (!library.Value.TryGetProperty("runtime", out var files))
        {
            return;
        }
        var folder = Path.Combine(Folder, library.Name.ToLowerInvariant());
        foreach (var file in files.EnumerateObject().Select(file => Path.Combine(folder, file.Name)).Where(File.Exists))
        {
            Paths.TryAdd(Path.GetFileNameWithoutExtension(file), file);
        }
    }

    private static string Folder =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
