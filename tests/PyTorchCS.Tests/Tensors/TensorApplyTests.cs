using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class TensorApplyTests : LeakCheck
{
    [Fact]
    public void Apply_ChangesEachElement_AndReturnsItsTensor()
    {
        var x = Torch.Tensor([[1, 2], [3, 4]]);

        x.Apply_<int>(value => 10 * value).Should().BeSameAs(x);

        x.Should().HaveValues(10, 20, 30, 40);
    }

    [Fact]
    public void Apply_OnAView_ChangesItsElementsOnly()
    {
        var x = Torch.Zeros(2, 3);

        x.Transpose(0, 1)[1].Apply_<float>(value => value + 1);

        x.Should().HaveValues(0, 1, 0, 0, 1, 0);
    }

    [Fact]
    public void Map_TakesPairs_AndBroadcasts()
    {
        var x = Torch.Tensor([[1f, 2f], [3f, 4f]]);

        x.Map_<float>(Torch.Tensor([10f, 20f]), (left, right) => left - right).Should().BeSameAs(x);

        x.Should().HaveValues(-9, -18, -7, -16);
    }

    [Fact]
    public void Map2_TakesTriples()
    {
        var x = Torch.Tensor([1L, 2L]);

        x.Map2_<long>(Torch.Tensor([10L, 20L]), Torch.Tensor([100L, 200L]), (a, b, c) => a + b + c).Should().BeSameAs(x);

        x.Should().HaveValues(111, 222);
    }

    [Fact]
    public void Apply_WithAnotherElementType_Throws()
    {
        var act = () => Torch.Zeros(2).Apply_<double>(value => value);

        act.Should().Throw<ArgumentException>().WithMessage("apply_: *float32 [2]*Double*");
    }

    [Fact]
    public void Apply_WhereAGradientIsRequired_Throws()
    {
        var act = () => Torch.Zeros([2], requiresGrad: true).Apply_<float>(value => value);

        act.Should().Throw<InvalidOperationException>().WithMessage("apply_: *gradient*");
    }

    [Fact]
    public void Map_OffTheProcessor_Throws()
    {
        var act = () => Torch.Zeros(2).Map_<float>(Torch.Zeros([2], device: "meta"), (left, _) => left);

        act.Should().Throw<InvalidOperationException>().WithMessage("map_: *processor*");
    }
}
