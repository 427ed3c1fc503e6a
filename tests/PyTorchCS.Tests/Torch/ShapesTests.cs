using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class ShapesTests : LeakCheck
{
    [Fact]
    public void BroadcastShapes_IsTheShapeOfTheSum()
    {
        long[][][] rows = [[[2, 1], [3]], [[1], [4, 1, 5], []], [[0, 1], [1, 3]], [[2, 3]], [[1, 1], [1]]];
        foreach (var shapes in rows)
        {
            var sum = shapes.Select(shape => Torch.Zeros(shape)).Aggregate((left, right) => left + right);

            Torch.BroadcastShapes(shapes).Should().Equal(sum.Shape);
        }
        Torch.BroadcastShapes().Should().BeEmpty();
    }

    [Fact]
    public void BroadcastShapes_ThatDoNotFit_AreNamed()
    {
        var act = () => Torch.BroadcastShapes([2, 3], [2, 4]);

        act.Should().Throw<ArgumentException>().WithMessage("broadcast_shapes: the shapes [2, 3], [2, 4] do not fit in dimension -1*");
    }

    [Fact]
    public void BroadcastShapes_OfANegativeSize_Throws()
    {
        var act = () => Torch.BroadcastShapes([-1]);

        act.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void UnravelIndex_PointsToTheSameElements()
    {
        var x = Torch.Arange(24).View(2, 3, 4);
        var indices = Torch.Tensor([[0L, 5L], [23L, 12L]]);

        var coordinates = Torch.UnravelIndex(indices, x.Shape);

        coordinates.Should().HaveCount(3);
        x[coordinates[0], coordinates[1], coordinates[2]].Should().BeEqualTo(indices);
        Torch.UnravelIndex(Torch.Tensor([3L]), 7)[0].Should().HaveValues(3);
    }

    [Fact]
    public void UnravelIndex_OfFloatingPointNumbers_Throws()
    {
        var act = () => Torch.UnravelIndex(Torch.Zeros(2), new long[] { 2, 3 });

        act.Should().Throw<ArgumentException>().WithMessage("unravel_index: *float32 [2]*");
    }

    [Fact]
    public void UnravelIndex_OfANegativeSize_Throws()
    {
        var act = () => Torch.UnravelIndex(Torch.Tensor([0L]), new long[] { 2, -3 });

        act.Should().Throw<ArgumentException>().WithMessage("unravel_index: the shape [2, -3]*");
    }

    [Theory]
    [InlineData(DType.Uint8)]
    [InlineData(DType.Int32)]
    public void UnravelIndex_OfASmallerType_CountsInInt64(DType dtype)
    {
        var coordinates = Torch.UnravelIndex(Torch.Tensor([200L, 3L]).To(dtype), new long[] { 2, 300 });

        coordinates[0].Should().HaveDType(DType.Int64).And.HaveValues(0, 0);
        coordinates[1].Should().HaveDType(DType.Int64).And.HaveValues(200, 3);
    }
}
