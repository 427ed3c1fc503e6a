using System.Reflection;

namespace PyTorchCS.Parity.Tests;

/// <summary>Where the lists and the assemblies of this checkout are.</summary>
internal static class Repository
{
    public static string Root { get; } =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static Report Report { get; } = Report.Read(Root, Surface.Read(Root));
}
