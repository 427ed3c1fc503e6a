using System.Reflection;

namespace PyTorchCS.OpGen.Tests;

/// <summary>Where the schemas and the generated files of this checkout are.</summary>
internal static class Repository
{
    public static string Root { get; } =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static Generator Generator { get; } = Generator.Read(Root);

    public static Operator Operator(string fullName) => Generator.Operators.First(op => op.Schema.FullName == fullName);
}
