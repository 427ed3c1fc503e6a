using FluentAssertions;
using PyTorchCS.Testing;
using static PyTorchCS.Tests.SampleFunctions;

namespace PyTorchCS.Tests;

public sealed class FunctionCtxTests : LeakCheck
{
    private static Tensor Leaf(params double[] values) => Torch.Tensor(values, requiresGrad: true);

    [Fact]
    public void SetMaterializeGrads_False_BackwardReceivesNull()
    {
        var x = Leaf(3);
        Tensor[]? received = null;
        var function = new Custom(
            (ctx, inputs) =>
            {
                ctx.SetMaterializeGrads(false);
                return [inputs[0] * 2, inputs[0] * 3];
            },
            (_, gradients) =>
            {
                received = gradients;
                return [gradients[0] * 2];
            });

        function.Apply(x)[0].Backward();

        received.Should().HaveCount(2);
        received![0].Should().HaveValues(1);
        received[1].Should().BeNull();
        x.Grad.Should().HaveValues(2);
    }

    [Fact]
    public void State_CarriesValuesToBackward()
    {
        var function = new Custom(
            (ctx, inputs) =>
            {
                ctx.State = inputs[0].Shape[0];
                return [inputs[0].Mean().Unsqueeze(0)];
            },
            (ctx, gradients) => [gradients[0].Expand((long)ctx.State!) / (long)ctx.State]);
        var x = Leaf(1, 2, 3, 4);

        function.Apply(x)[0].Backward();

        x.Grad.Should().HaveValues(0.25, 0.25, 0.25, 0.25);
    }

    [Fact]
    public void NeedsInputGrad_SaysWhichInputsRequireGradients()
    {
        bool[]? needs = null;
        var function = new Custom(
            (_, inputs) => [inputs[0] * inputs[1]],
            (ctx, gradients) =>
            {
                needs = [.. ctx.NeedsInputGrad];
                return [gradients[0], null];
            });

        function.Apply(Leaf(1), Torch.Tensor([1d]))[0].Backward();

        needs.Should().Equal(true, false);
    }

    [Fact]
    public void MarkNonDifferentiable_OutputRequiresNoGradient()
    {
        var x = Leaf(3, 1, 2);
        var function = new Custom(
            (ctx, inputs) =>
            {
                var (values, indices) = inputs[0].Sort();
                ctx.MarkNonDifferentiable(indices);
                ctx.SaveForBackward(indices);
                return [values, indices];
            },
            (ctx, gradients) => [Torch.ZerosLike(gradients[0]).IndexAdd_(0, ctx.SavedTensors[0], gradients[0])]);

        var outputs = function.Apply(x);
        (outputs[0] * Torch.Tensor([1d, 10d, 100d])).Sum().Backward();

        outputs[0].RequiresGrad.Should().BeTrue();
        outputs[1].RequiresGrad.Should().BeFalse();
        x.Grad.Should().HaveValues(100, 1, 10);
    }

    [Fact]
    public void MarkDirty_ReturnsTheInput_WithTheNewHistory()
    {
        var x = Leaf(3);
        var h = x * 1;
        var function = new Custom(
            (ctx, inputs) =>
            {
                inputs[0].Mul_(2);
                ctx.MarkDirty(inputs[0]);
                return [inputs[0]];
            },
            (_, gradients) => [gradients[0] * 2]);
        var version = h.Version;

        var result = function.Apply(h)[0];
        h.Sum().Backward();

        result.Should().BeSameAs(h);
        h.GradFn!.Name.Should().Be("CustomBackward");
        h.Version.Should().BeGreaterThan(version);
        x.Grad.Should().HaveValues(2);
    }

    [Fact]
    public void MarkDirty_OfALeafThatRequiresGradients_Throws()
    {
        var function = new Custom(
            (ctx, inputs) =>
            {
                ctx.MarkDirty(inputs[0].Mul_(2));
                return [inputs[0]];
            },
            (_, gradients) => [gradients[0] * 2]);

        function.Invoking(f => f.Apply(Leaf(3))).Should().Throw<TorchException>().WithMessage("*leaf*in-place*");
    }

    [Fact]
    public void MarkDirty_OfWhatIsNotReturned_Throws()
    {
        var function = new Custom(
            (ctx, inputs) =>
            {
                ctx.MarkDirty(inputs[0].Mul_(2));
                return [inputs[0] * 1];
            },
            (_, gradients) => [gradients[0] * 2]);

        function.Invoking(f => f.Apply(Leaf(3) * 1)).Should().Throw<TorchException>().WithMessage("*dirty*");
    }

    [Fact]
    public void SaveForBackward_OfNull_GivesNull()
    {
        IReadOnlyList<Tensor>? saved = null;
        var function = new Custom(
            (ctx, inputs) =>
            {
                ctx.SaveForBackward(null, inputs[0]);
                return [inputs[0] * 2];
            },
            (ctx, gradients) =>
            {
                saved = ctx.SavedTensors;
                return [gradients[0] * 2];
            });

        function.Apply(Leaf(3))[0].Backward();

        saved.Should().HaveCount(2);
        saved![0].Should().BeNull();
        saved[1].Should().HaveValues(3);
    }

    [Fact]
    public void SavedTensors_ChangedInPlace_Throw()
    {
        var h = Leaf(3) * 1;
        var y = new Cube().Apply(h)[0];
        h.Add_(1);

        var act = () => y.Backward();

        act.Should().Throw<TorchException>().WithMessage("*modified by an inplace operation*").Which.Operation.Should().Be("CubeBackward");
    }

    [Fact]
    public void SavedTensors_OfAFreedGraph_Throw()
    {
        var y = new Exp().Apply(Leaf(3))[0];
        y.Backward();

        var act = () => y.Backward();

        act.Should().Throw<TorchException>().WithMessage("*second time*");
    }

    [Fact]
    public void SavedTensors_OfARetainedGraph_Remain()
    {
        var x = Leaf(0);
        var y = new Exp().Apply(x)[0];

        y.Backward(retainGraph: true);
        y.Backward();

        x.Grad.Should().HaveValues(2);
    }

    [Fact]
    public void SavedTensors_OutsideOfBackward_Throw()
    {
        FunctionCtx? escaped = null;
        var function = new Custom(
            (ctx, inputs) =>
            {
                escaped = ctx;
                ctx.Invoking(c => c.SavedTensors).Should().Throw<InvalidOperationException>();
                return [inputs[0] * 2];
            },
            (ctx, gradients) =>
            {
                ctx.Invoking(c => c.SaveForBackward()).Should().Throw<InvalidOperationException>();
                return [gradients[0] * 2];
            });

        function.Apply(Leaf(3))[0].Backward();

        escaped!.Invoking(c => c.SavedTensors).Should().Throw<InvalidOperationException>().WithMessage("*while Backward or Jvp runs*");
    }
}
