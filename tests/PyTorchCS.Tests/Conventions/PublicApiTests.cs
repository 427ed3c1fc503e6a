using System.Reflection;
using FluentAssertions;
using PublicApiGenerator;

namespace PyTorchCS.Tests;

/// <summary>The public surface stands in a file, so that a review sees every change of it.</summary>
public sealed class PublicApiTests
{
    /// <summary>Set to 1 to write the baseline instead of comparing with it.</summary>
    private const string AcceptVariable = "PYTORCHCS_ACCEPT_API";

    [Fact]
    public void PublicSurface_IsThatOfTheBaseline()
    {
        var api = typeof(Tensor).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n");
        var root = typeof(PublicApiTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(entry => entry.Key == "RepositoryRoot").Value!;
        var file = Path.Combine(root, "src", "Managed", "PyTorchCS", "PublicApi.txt");
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllText(file, api);
        }

        var baseline = File.ReadAllText(file);
        var known = baseline.Split('\n').ToHashSet();
        var lines = api.Split('\n').ToHashSet();
        lines.Except(known).Should().BeEmpty($"what is new belongs into PublicApi.txt: run the tests with {AcceptVariable}=1");
        known.Except(lines).Should().BeEmpty($"what is gone breaks users; where it is meant, run the tests with {AcceptVariable}=1");
        // Types have lines in common, so that one that is new in one of them may be known from another.
        api.Should().Be(baseline, $"each type keeps its members; where another one is meant, run the tests with {AcceptVariable}=1");
    }
}
