using FluentAssertions;
using PyTorchCS.Data;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Tests.Data;

public sealed class ConcatDatasetTests : LeakCheck
{
    [Fact]
    public void Item_BeyondTheFirst_IsOfTheNextThatHasOne()
    {
        var whole = new ConcatDataset<Tensor[]>(Numbers(2), Numbers(0), Numbers(3));

        whole.Count.Should().Be(5);
        Enumerable.Range(0, 5).Select(i => whole[i][0].Item<long>()).Should().Equal(0, 1, 0, 1, 2);
    }

    [Fact]
    public void Item_OutsideTheDataset_Throws()
    {
        var get = () => new ConcatDataset<Tensor[]>(Numbers(2))[2];

        get.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Constructor_WithoutDatasets_Throws()
    {
        var make = () => new ConcatDataset<Tensor[]>();

        make.Should().Throw<ArgumentException>();
    }

    private static TensorDataset Numbers(long count) => new(Torch.Arange(count));
}
