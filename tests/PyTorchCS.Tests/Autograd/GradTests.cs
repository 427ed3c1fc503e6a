using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class GradTests : LeakCheck
{
    private static Tensor Leaf(params double[] values) => Torch.Tensor(values, requiresGrad: true);

    [Fact]
    public void Grad_GivesAGradientForEachInput()
    {
        var (x, y) = (Leaf(2), Leaf(3));

        var gradients = Autograd.Grad([x * y, x * 5], [x, y], [null, Torch.Tensor([10.0])]);

        gradients[0].Should().HaveValues(3 + 50);
        gradients[1].Should().HaveValues(2);
        x.Grad.Should().BeNull();
    }

    [Fact]
    public void Grad_OfAnUnusedInput_IsAnErrorOrNullOrZeros()
    {
        var (x, y) = (Leaf(2), Leaf(3, 4));

        FluentActions.Invoking(() => Autograd.Grad([x * 2], [x, y])).Should().Throw<TorchException>().WithMessage("*allow_unused*");
        Autograd.Grad([x * 2], [x, y], allowUnused: true)[1].Should().BeNull();
        Autograd.Grad([x * 2], [x, y], materializeGrads: true)[1].Should().HaveValues(0, 0);
        FluentActions.Invoking(() => Autograd.Grad([x * 2], [x, y], allowUnused: false, materializeGrads: true)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Grad_OfBatchedGradients_GivesOneRowAPass()
    {
        var (x, unused) = (Leaf(2, 3), Leaf(1));
        var y = x.Pow(2);

        var jacobian = Autograd.Grad(y, x, Torch.Eye(2, dtype: DType.Float64), isGradsBatched: true, retainGraph: true);
        jacobian.Should().HaveShape(2, 2).And.HaveValues(4, 0, 0, 6);

        var rows = Autograd.Grad([y, y * 2], [x, unused], [Torch.Eye(2, dtype: DType.Float64), Torch.Eye(2, dtype: DType.Float64)], isGradsBatched: true, materializeGrads: true);
        rows[0].Should().HaveValues(12, 0, 0, 18);
        rows[1].Should().HaveShape(2, 1).And.HaveValues(0, 0);
        y.Invoking(t => t.Sum().Backward()).Should().Throw<TorchException>("the graph is freed after the last pass").WithMessage("*second time*");
    }

    [Fact]
    public void Grad_OfBatchesOfDifferentLength_Throws()
    {
        var x = Leaf(2, 3);

        FluentActions.Invoking(() => Autograd.Grad([x * 2, x * 3], [x], [Torch.Ones([2, 2]), Torch.Ones([3, 2])], isGradsBatched: true)).Should().Throw<ArgumentException>().WithMessage("*isGradsBatched*[2, 2]*[3, 2]*");
        FluentActions.Invoking(() => Autograd.Grad([x * 2], [x], isGradsBatched: true)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Grad_WithCreateGraph_HasDerivativesOfEveryOrder()
    {
        var x = Leaf(2);
        var derivative = x.Pow(4);
        foreach (var expected in new[] { 32.0, 48, 48, 24 })
        {
            derivative = Autograd.Grad(derivative, x, createGraph: true);
            derivative.Detach().Should().HaveValues(expected);
        }
    }

    [Fact]
    public void Backward_OfSeveralTensors_AddsUpTheirGradients()
    {
        var (x, y) = (Leaf(2), Leaf(3));

        Autograd.Backward([x * y, x.Pow(2)], [Torch.Tensor([1.0]), Torch.Tensor([10.0])], retainGraph: true);

        x.Grad.Should().HaveValues(3 + 40);
        y.Grad.Should().HaveValues(2);
    }

    [Fact]
    public void Backward_ForInputs_LeavesTheOthersAlone()
    {
        var (x, y) = (Leaf(2), Leaf(3));

        Autograd.Backward([x * y], inputs: [x]);

        x.Grad.Should().HaveValues(3);
        y.Grad.Should().BeNull();
    }

    [Fact]
    public void Backward_WithGradientsThatDoNotCount_Throws()
    {
        var x = Leaf(2);

        FluentActions.Invoking(() => Autograd.Backward([x * 2], [Torch.Tensor([1.0]), Torch.Tensor([1.0])])).Should().Throw<ArgumentException>().WithMessage("*2 gradients for 1 outputs*");
    }

    [Fact]
    public void RetainGrad_OfResults_HoldsThroughPasses()
    {
        var x = Leaf(2);
        var y = x * 3;
        y.RetainGrad();
        var z = y * y;

        z.Backward(retainGraph: true);
        z.Backward();

        y.RetainsGrad.Should().BeTrue();
        x.RetainsGrad.Should().BeFalse();
        y.Grad.Should().HaveValues(24);
    }
}
