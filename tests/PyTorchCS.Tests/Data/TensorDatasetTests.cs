using FluentAssertions;
using PyTorchCS.Data;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Tests.Data;

public sealed class TensorDatasetTests : LeakCheck
{
    [Fact]
    public void Constructor_DifferentFirstDimensions_NamesTheShapes()
    {
        var make = () => new TensorDataset(Torch.Zeros(3, 2), Torch.Zeros(4));

        make.Should().Throw<ArgumentException>().WithMessage("*[3, 2], [4]*");
    }

    [Fact]
    public void Constructor_WithoutTensors_Throws()
    {
        var make = () => new TensorDataset();

        make.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Constructor_Scalar_Throws()
    {
        var make = () => new TensorDataset(Torch.Tensor(1f));

        make.Should().Throw<ArgumentException>().WithMessage("*first dimension*");
    }

    [Fact]
    public void Item_OfTwoTensors_IsARowOfEach()
    {
        var item = Dataset()[1];

        item[0].Should().HaveValues(2, 3).And.HaveShape(2);
        item[1].Should().HaveValues(1).And.HaveShape();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Item_OutsideTheDataset_Throws(long index)
    {
        var get = () => Dataset()[index];

        get.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*0 to 2*");
    }

    [Fact]
    public void Slice_ChangedInPlace_LeavesTheDatasetAlone()
    {
        var dataset = Dataset();

        dataset.Slice(0, 2)[0].Zero_();

        dataset.Tensors[0].Should().HaveValues(0, 1, 2, 3, 4, 5);
    }

    /// <summary>LibTorch gathers no rows on <c>meta</c>, but its error tells where the indices were.</summary>
    [Fact]
    public void Gather_OnAnotherDeviceThanTheIndices_BringsThemThere()
    {
        var gather = () => new TensorDataset(Torch.Zeros([3, 2], device: "meta")).Gather(Torch.Tensor([2L, 0L]));

        gather.Should().Throw<TorchException>().WithMessage("*index: int64 [2] on meta*");
    }

    private static TensorDataset Dataset() => new(Torch.Arange(6).Float().Reshape(3, 2), Torch.Arange(3));
}
