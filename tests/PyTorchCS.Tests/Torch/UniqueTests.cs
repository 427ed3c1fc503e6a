using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class UniqueTests : LeakCheck
{
    [Theory]
    [FixtureData("ops/Unique")]
    public void Results_AreThoseOfPyTorch(FixtureCase golden)
    {
        var input = golden.Tensor("inputs", "input");
        var dim = golden.Args.OptionalInt64("dim");

        var (output, inverse, counts) = golden.Text("function") == "unique"
            ? Torch.Unique(input, returnInverse: true, returnCounts: true, dim: dim)
            : Torch.UniqueConsecutive(input, returnInverse: true, returnCounts: true, dim: dim);

        output.Should().BeEqualTo(golden.Tensor("outputs", "output"));
        inverse.Should().BeEqualTo(golden.Tensor("outputs", "inverse"));
        counts.Should().BeEqualTo(golden.Tensor("outputs", "counts"));
    }

    [Fact]
    public void Nan_EqualsNothing_AndComesLast()
    {
        var x = Torch.Tensor([1f, float.NaN, 1f, float.NaN]);

        Torch.Unique(x).Output.Should().HaveValues(1, double.NaN, double.NaN);
        Torch.UniqueConsecutive(x).Output.Should().HaveValues(1, double.NaN, 1, double.NaN);
    }

    [Fact]
    public void Unsorted_HasTheSameElements() =>
        Torch.Unique(Torch.Tensor([3L, 1L, 3L, 2L]), sorted: false).Output.Sort().Values.Should().HaveValues(1, 2, 3);
}
