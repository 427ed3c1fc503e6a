using System.Reflection;
using Xunit.Sdk;

namespace PyTorchCS.Testing;

/// <summary>Gives a theory every case of the named fixtures, one <see cref="FixtureCase"/> each.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class FixtureDataAttribute(params string[] paths) : DataAttribute
{
    /// <summary>The fixtures, as <c>area/Name</c>, or a whole area as <c>area/*</c>.</summary>
    public IReadOnlyList<string> Paths { get; } = paths;

    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        Paths.SelectMany(Expand).SelectMany(Fixture.Load).Select(c => new object[] { c });

    private static IEnumerable<string> Expand(string path) =>
        path.EndsWith("/*", StringComparison.Ordinal) ? Fixture.Names(path[..^2]).Select(n => $"{path[..^2]}/{n}") : [path];
}
