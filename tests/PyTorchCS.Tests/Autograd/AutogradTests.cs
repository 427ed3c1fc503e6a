using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class AutogradTests : LeakCheck
{
    private static Tensor Leaf(params double[] values) => Torch.Tensor(values, requiresGrad: true);

    [Fact]
    public void Backward_OfASum_FillsTheLeaf()
    {
        var x = Leaf(1, 2, 3);

        (x * x).Sum().Backward();

        x.Grad.Should().HaveDType(DType.Float64).And.HaveValues(2, 4, 6);
    }

    [Fact]
    public void Backward_Twice_Accumulates()
    {
        var x = Leaf(1);

        (x * 3).Backward();
        (x * 4).Backward();

        x.Grad.Should().HaveValues(7);
    }

    [Fact]
    public void Backward_WithAGradient_WeighsTheOutputs()
    {
        var x = Leaf(1, 2);

        (x * 2).Backward(Torch.Tensor([1d, 10d]));

        x.Grad.Should().HaveValues(2, 20);
    }

    [Fact]
    public void Backward_OfSeveralElementsWithoutGradient_Throws()
    {
        var y = Leaf(1, 2) * 2;

        var act = () => y.Backward();

        act.Should().Throw<TorchException>().WithMessage("*scalar*");
    }

    [Fact]
    public void Backward_TwiceThroughOneGraph_Throws()
    {
        var y = (Leaf(1) * Leaf(2)).Sum();
        y.Backward();

        var act = () => y.Backward();

        act.Should().Throw<TorchException>().WithMessage("*second time*");
    }

    [Fact]
    public void Backward_WithRetainGraph_CanBeRepeated()
    {
        var x = Leaf(3);
        var y = (x * x).Sum();

        y.Backward(retainGraph: true);
        y.Backward();

        x.Grad.Should().HaveValues(12);
    }

    [Fact]
    public void Backward_WithCreateGraph_GivesSecondDerivatives()
    {
        var x = Leaf(2);
        x.Pow(3).Backward(createGraph: true);
        var first = x.Grad!;
        first.RequiresGrad.Should().BeTrue();
        x.Grad = null;

        first.Backward();

        x.Grad.Should().HaveValues(12);
        x.Grad = null;
    }

    [Fact]
    public void Backward_WithoutAGraph_Throws()
    {
        var x = Torch.Ones(1);

        var act = () => x.Backward();

        act.Should().Throw<TorchException>().WithMessage("*does not require grad*");
    }

    [Fact]
    public void Backward_AfterAnInPlaceChangeOfASavedTensor_Throws()
    {
        var x = Leaf(2);
        var y = x * 1;
        var z = (y * y).Sum();
        y.Add_(1);

        var act = () => z.Backward();

        act.Should().Throw<TorchException>().WithMessage("*modified by an inplace operation*");
    }

    [Fact]
    public void Grad_OfTorch_LeavesTheLeafAlone()
    {
        var x = Leaf(3);

        var gradients = Torch.Grad([x * x], [x]);

        gradients.Should().ContainSingle().Which.Should().HaveValues(6);
        x.Grad.Should().BeNull();
    }

    [Fact]
    public void Grad_OfAnUnusedInput_Throws_UnlessAllowed()
    {
        var x = Leaf(1);
        var unused = Leaf(1);

        var act = () => Torch.Grad([x * 2], [x, unused]);

        act.Should().Throw<TorchException>().WithMessage("*allowUnused: true*");
        Torch.Grad([x * 2], [x, unused], allowUnused: true)[1].Should().BeNull();
    }

    [Fact]
    public void Grad_OfNoInput_ThrowsAndLeavesTheLeafAlone()
    {
        var x = Leaf(1);

        var act = () => Torch.Grad([x * 2], []);

        act.Should().Throw<ArgumentException>().WithParameterName("inputs");
        x.Grad.Should().BeNull();
    }

    [Fact]
    public void Grad_Set_Replaces()
    {
        var x = Leaf(1, 2);

        x.Grad = Torch.Tensor([5d, 6d]);

        x.Grad.Should().HaveValues(5, 6);
        x.Grad = null;
        x.Grad.Should().BeNull();
    }

    [Fact]
    public void Grad_OfAnotherShape_Throws()
    {
        var x = Leaf(1, 2);

        var act = () => x.Grad = Torch.Ones([3], dtype: DType.Float64);

        act.Should().Throw<TorchException>();
    }

    [Fact]
    public void NoGrad_RecordsNothing_AndEnds()
    {
        var x = Leaf(1);

        using (Torch.NoGrad())
        {
            Torch.IsGradEnabled.Should().BeFalse();
            (x * 2).RequiresGrad.Should().BeFalse();
        }

        Torch.IsGradEnabled.Should().BeTrue();
        (x * 2).RequiresGrad.Should().BeTrue();
    }

    [Fact]
    public void EnableGrad_InsideNoGrad_Records()
    {
        var x = Leaf(1);
        using var outer = Torch.NoGrad();
        using (Torch.EnableGrad())
        {
            (x * 2).RequiresGrad.Should().BeTrue();
        }

        (x * 2).RequiresGrad.Should().BeFalse();
    }

    [Fact]
    public void SetGradEnabled_FollowsItsArgument()
    {
        using (Torch.SetGradEnabled(false))
        {
            Torch.IsGradEnabled.Should().BeFalse();
        }

        Torch.IsGradEnabled.Should().BeTrue();
    }

    [Fact]
    public void NoGrad_EndsAlsoAfterAnException()
    {
        var act = () =>
        {
            using var guard = Torch.NoGrad();
            throw new InvalidOperationException();
        };

        act.Should().Throw<InvalidOperationException>();
        Torch.IsGradEnabled.Should().BeTrue();
    }

    [Fact]
    public void NoGrad_IsOfItsThread()
    {
        using var guard = Torch.NoGrad();
        var enabled = false;
        var thread = new Thread(() => enabled = Torch.IsGradEnabled);
        thread.Start();
        thread.Join();

        enabled.Should().BeTrue();
    }

    [Fact]
    public void InferenceMode_MakesInferenceTensors()
    {
        Tensor y;
        using (Torch.InferenceMode())
        {
            y = Leaf(1) * 2;
            y.RequiresGrad.Should().BeFalse();
            y.IsInference().Should().BeTrue();
        }

        Torch.Ones(1).IsInference().Should().BeFalse();
    }

    [Fact]
    public void Detach_SharesElementsWithoutHistory()
    {
        var x = Leaf(1, 2);
        var detached = x.Detach();

        detached.RequiresGrad.Should().BeFalse();
        detached.Storage.Should().Be(x.Storage);
    }

    [Fact]
    public void IsLeaf_OfWhatAnOperationMade_IsFalse()
    {
        var x = Leaf(1);

        x.IsLeaf.Should().BeTrue();
        (x * 2).IsLeaf.Should().BeFalse();
        Torch.Ones(1).IsLeaf.Should().BeTrue();
        (x * 2).Detach().IsLeaf.Should().BeTrue();
    }

    [Fact]
    public void GradFn_NamesTheOperation()
    {
        var x = Leaf(1);

        x.GradFn.Should().BeNull();
        (x * x).GradFn!.Name.Should().Be("MulBackward0");
        (x + x).GradFn!.Name.Should().Be("AddBackward0");
        x.Sum().GradFn!.Name.Should().Be("SumBackward0");
        x.Relu().GradFn!.Name.Should().Be("ReluBackward0");
    }

    [Fact]
    public void GradFn_LeadsToTheLeaf()
    {
        var y = (Leaf(1) * Torch.Tensor(2.0)).Sum();

        var multiplication = y.GradFn!.NextFunctions.Should().ContainSingle().Which.Node!;

        multiplication.Name.Should().Be("MulBackward0");
        multiplication.NextFunctions[0].Node!.Name.Should().Contain("AccumulateGrad");
    }

    [Fact]
    public void RetainGrad_KeepsTheGradientOfANonLeaf()
    {
        var y = Leaf(3) * 2;
        y.RetainGrad();

        y.Pow(2).Sum().Backward();

        y.Grad.Should().HaveValues(12);
    }

    [Fact]
    public void RequiresGrad__OfWholeNumbers_Throws()
    {
        var x = Torch.Ones([1], dtype: DType.Int64);

        var act = () => x.RequiresGrad_();

        act.Should().Throw<TorchException>().WithMessage("*floating*");
    }

    [Fact]
    public void InPlace_OnALeafThatNeedsGradients_Throws()
    {
        var x = Leaf(1);

        var act = () => x.Add_(1);

        act.Should().Throw<TorchException>().WithMessage("*leaf*in-place*");
    }

    [Fact]
    public void InPlace_OnALeaf_WithoutGrad_Works()
    {
        var x = Leaf(1);
        using (Torch.NoGrad())
        {
            x.Add_(1);
        }

        x.Should().HaveValues(2);
        x.RequiresGrad.Should().BeTrue();
    }

    [Fact]
    public void Backward_OfAnIntermediate_SurvivesItsDisposal()
    {
        var x = Leaf(2);
        var y = x * x;
        var z = y.Sum();
        y.Dispose();

        z.Backward();

        x.Grad.Should().HaveValues(4);
    }
}
