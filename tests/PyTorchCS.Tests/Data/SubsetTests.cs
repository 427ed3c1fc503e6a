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

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Item_OutsideTheSubset_Throws(long index)
    {
        var get = () => new Subset<Tensor[]>(new TensorDataset(Torch.Arange(5)), [4, 2])[index];

        get.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*0 to 1*");
    }

    [Fact]
    public void Constructor_IndexOutsideTheDataset_Throws()
    {
        var make = () => new Subset<Tensor[]>(new TensorDataset(Torch.Arange(5)), [5]);

        make.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*0 to 4*");
    }
}
