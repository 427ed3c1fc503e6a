using FluentAssertions;
using Xunit;

namespace PyTorchCS.Parity.Tests;

public class ReportTests
{
    [Fact]
    public void Write_CommittedPage_IsWhatTheAssembliesGive() =>
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "parity.md")).Should().Be(Page.Write(Repository.Report), "./build.sh parity writes it");

    [Fact]
    public void Faults_OfTheBuiltAssemblies_AreNone() => Repository.Report.Faults.Should().BeEmpty();

    [Fact]
    public void Areas_AreThoseThatTheInventoryHas()
    {
        string[] references = ["python_arg_signatures", "python_functions", "constructors"];
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Parity", "Inventory")).Select(path => Path.GetFileNameWithoutExtension(path));

        Repository.Report.Areas.Select(area => area.Area.Name).Should().BeEquivalentTo(files.Except(references));
    }

    [Fact]
    public void Names_AreHadOrMissingOrNotApplicable_AndNeverTwoOfThem() =>
        Repository.Report.Areas.Should().OnlyContain(area => area.Had + area.NotApplicable + area.Missing.Count == area.Names.Count)
            .And.OnlyContain(area => area.Names.All(name => name.Place == null || (name.Reason == null && name.LeftOut == null)));

    [Theory]
    [InlineData("torch_functions", "matmul", "Torch.Matmul")]
    [InlineData("tensor_methods", "add_", "Tensor.Add_")]
    [InlineData("tensor_methods", "shape", "Tensor.Shape")]
    [InlineData("fft", "fft", "Fft.Fft1")]
    [InlineData("nn_modules", "parameter.Parameter", "Parameter")]
    [InlineData("torch_functions", "SymInt", null)]
    public void Place_OfAName_IsWhereTheRuleSays(string area, string name, string? place) =>
        Repository.Report.Areas.First(entry => entry.Area.Name == area).Names.First(entry => entry.Name == name).Place.Should().Be(place);
}
