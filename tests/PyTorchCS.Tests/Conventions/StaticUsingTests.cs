using System.Reflection;
using System.Text.RegularExpressions;
using FluentAssertions;
using PyTorchCS.Testing;
using static PyTorchCS.Torch;

namespace PyTorchCS.Tests;

/// <summary>Code as the documentation recommends it, with <c>using static</c>.</summary>
public sealed partial class StaticUsingTests
{
    [Fact]
    public void Torch_HasTheNamesThatIndicesNeed() => Zeros(2, 3)[Torch.Ellipsis, 0, Torch.NewAxis].Should().HaveShape(2, 1);

    [Fact]
    public void Torch_HidesTwoNames_WhichHaveOthers()
    {
        System.Half.MaxValue.Should().Be((System.Half)65504);
        DefaultGenerator.Should().NotBeNull();
    }

    /// <summary>Two types that give the same name would make each use of it ambiguous. Methods of one name are overloads of each other.</summary>
    [Fact]
    public void Types_ThatOnePageRecommends_ShareNoNames()
    {
        var root = typeof(StaticUsingTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(entry => entry.Key == "RepositoryRoot").Value!;
        var names = UsingStatic().Matches(File.ReadAllText(Path.Combine(root, "docs", "pytorch-to-csharp.md"))).Select(match => match.Groups[1].Value).Distinct().ToArray();

        names.Should().Contain("Torch");
        names.SelectMany(name => Constants(typeof(Tensor).Assembly.GetType($"PyTorchCS.{name}", throwOnError: true)!))
            .GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key).Should().BeEmpty();
    }

    private static IEnumerable<string> Constants(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(member => member is not MethodBase).Select(member => member.Name).Distinct();

    [GeneratedRegex(@"using static PyTorchCS\.(\w+);")]
    private static partial Regex UsingStatic();
}
