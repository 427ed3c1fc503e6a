using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FluentAssertions;
using PyTorchCS.NN;

namespace PyTorchCS.Tests;

/// <summary>What holds for every public member of the library.</summary>
public sealed partial class PublicSurfaceTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Assembly Library = typeof(Tensor).Assembly;

    [Fact]
    public void Signatures_HaveNoPointers() =>
        Library.GetExportedTypes().SelectMany(t => t.GetMembers(Declared)).Where(m => Types(m).Any(IsPointer))
            .Select(m => $"{m.DeclaringType!.Name}.{m.Name}").Should().BeEmpty();

    [Fact]
    public void Types_OfTheBorder_AreInternal() =>
        Library.GetExportedTypes().Where(t => t.Namespace == "PyTorchCS.Interop").Should().BeEmpty();

    [Fact]
    public void Namespaces_AreThoseOfThePlan() =>
        Library.GetExportedTypes().Select(t => t.Namespace).Distinct().Should().BeSubsetOf(
            ["PyTorchCS", "PyTorchCS.NN", "PyTorchCS.Optim", "PyTorchCS.Data"]);

    [Fact]
    public void Members_AreDocumented()
    {
        var summaries = XDocument.Load(Path.ChangeExtension(Library.Location, ".xml")).Descendants("member")
            .Select(m => (Name: m.Attribute("name")!.Value, Text: m.Element("summary")?.Value.Trim() ?? (m.Element("inheritdoc") is null ? string.Empty : "inherited")))
            .ToList();
        var documented = summaries.Where(s => s.Text.Length > 0).Select(s => Plain(s.Name)).ToHashSet();

        string[] missing = [.. Library.GetExportedTypes().SelectMany(t => t.GetMethods(Declared).Where(m => !m.IsSpecialName).Select(m => Plain($"M:{t.FullName!.Replace('+', '.')}.{m.Name}")))
            .Distinct().Where(id => !documented.Contains(id) && !IsOfARecordOrObject(id))];

        missing.Should().BeEmpty();
        summaries.Where(s => s.Text.Length == 0).Select(s => s.Name).Should().BeEmpty("a summary says what a member does");
    }

    [Fact]
    public void Names_FollowTheRule() =>
        new[] { typeof(Tensor), typeof(Torch), typeof(Linalg), typeof(Fft), typeof(Special) }
            .SelectMany(t => t.GetMethods(Declared)).Where(m => !m.IsSpecialName && !char.IsUpper(m.Name.TrimStart('_')[0]))
            .Select(m => m.Name).Should().BeEmpty();

    [Fact]
    public void Parameters_AreCamelCase() =>
        new[] { typeof(Tensor), typeof(Torch), typeof(Linalg), typeof(Fft), typeof(Special), typeof(F) }
            .SelectMany(t => t.GetMethods(Declared)).Where(m => !m.IsSpecialName)
            .SelectMany(m => m.GetParameters().Select(p => $"{m.Name}: {p.Name}"))
            .Where(p => p.Contains('_', StringComparison.Ordinal) && p.Split(": ")[1].Contains('_', StringComparison.Ordinal)).Should().BeEmpty();

    [Fact]
    public void Static_OfAnOp_BeginsWithInput()
    {
        string[] names = ["Abs", "Sum", "Matmul", "Softmax", "Transpose", "Clamp", "Sort", "Gather", "Cumsum"];

        foreach (var name in names)
        {
            typeof(Torch).GetMethods(Declared).Where(m => m.Name == name).Should().NotBeEmpty().And
                .OnlyContain(m => m.GetParameters()[0].Name == "input", name);
        }
    }

    /// <summary>A documentation id without parameters and counts of type parameters.</summary>
    private static string Plain(string id) => TypeParameterCount().Replace(id.Split('(')[0].Split('~')[0], string.Empty);

    [GeneratedRegex("`+[0-9]+")]
    private static partial Regex TypeParameterCount();

    private static IEnumerable<Type> Types(MemberInfo member) => member switch
    {
        MethodBase method => method.GetParameters().Select(p => p.ParameterType).Append((method as MethodInfo)?.ReturnType ?? typeof(void)),
        PropertyInfo property => [property.PropertyType],
        FieldInfo field => [field.FieldType],
        _ => [],
    };

    private static bool IsPointer(Type type) =>
        type.IsPointer || type.IsFunctionPointer || type == typeof(nint) || type == typeof(nuint)
        || (type.HasElementType && IsPointer(type.GetElementType()!)) || type.GenericTypeArguments.Any(IsPointer);

    private static bool IsOfARecordOrObject(string id) =>
        id.EndsWith(".Equals", StringComparison.Ordinal) || id.EndsWith(".GetHashCode", StringComparison.Ordinal)
        || id.EndsWith(".ToString", StringComparison.Ordinal) || id.EndsWith(".Deconstruct", StringComparison.Ordinal)
        || id.EndsWith('$') || id.Contains('<', StringComparison.Ordinal);
}
