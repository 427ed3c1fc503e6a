using FluentAssertions;
using PyTorchCS.Data;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Tests.Data;

public sealed class SubsetTests : LeakCheck
{
    [Fact]
    public void Item_OfASubset_IsThatOfTheWhole()
    {
        var part = new Subset<Tensor[]>(new TensorDataset(Torch.Arange(5)), [4, 2]);

        part.Count.Should().Be(2);
        part[1][0].Should().HaveValues(2);
    }

    [Fact]
    public void Constructor_IndexOutsideTheDataset_Throws()
    {
        var make = () => new Subset<Tensor[]>(new TensorDataset(Torch.Arange(5)), [5]);

        make.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*0 to 4*");
    }
}
