using FluentAssertions;
using PyTorchCS.Testing;
using static PyTorchCS.Tests.SampleFunctions;

namespace PyTorchCS.Tests;

public sealed class FunctionTests : LeakCheck
{
    private static Tensor Leaf(params double[] values) => Torch.Tensor(values, requiresGrad: true);

    [Fact]
    public void Apply_GivesTheValue_AndTheGradientOfBackward()
    {
        var x = Leaf(0, 1);

        var y = new Exp().Apply(x)[0];
        y.Sum().Backward();

        y.Should().HaveValues(1, Math.E);
        y.GradFn!.Name.Should().Be("ExpBackward");
        x.Grad.Should().HaveValues(1, Math.E);
    }

    [Fact]
    public void Apply_ReturnsTheVeryTensorsOfForward()
    {
        Tensor? made = null;
        var function = new Custom((_, inputs) => [made = inputs[0] * 2], (_, gradients) => [gradients[0] * 2]);

        function.Apply(Leaf(1))[0].Should().BeSameAs(made);
        // The graph holds the delegate, and that would hold the graph.
        made = null;
    }

    [Fact]
    public void Apply_Twice_HasDerivativesOfEveryOrder()
    {
        var x = Leaf(0.5);
        var derivative = new Exp().Apply(x)[0];
        for (var order = 1; order <= 4; order++)
        {
            derivative = Torch.Grad(derivative, x, createGraph: true);
            derivative.Item<double>().Should().BeApproximately(Math.Exp(0.5), 1e-12, $"order {order}");
        }
    }

    [Fact]
    public void Apply_SecondDerivative_IsThatOfTheFormula()
    {
        var x = Leaf(2, 3);

        var y = new Cube().Apply(x)[0].Sum();
        var first = Torch.Grad(y, x, createGraph: true);
        var second = Torch.Grad(first.Sum(), x, createGraph: true);
        var third = Torch.Grad(second.Sum(), x);

        first.Should().HaveValues(12, 27);
        second.Should().HaveValues(12, 18);
        third.Should().HaveValues(6, 6);
    }

    [Fact]
    public void Apply_OfSeveralInputsAndOutputs_AddsUpTheirGradients()
    {
        var (a, b) = (Leaf(3), Leaf(4));

        var outputs = new ProductAndSum().Apply(a, b);
        (outputs[0] + (outputs[1] * 10)).Backward();

        outputs[0].Should().HaveValues(12);
        outputs[1].Should().HaveValues(7);
        a.Grad.Should().HaveValues(4 + 10);
        b.Grad.Should().HaveValues(3 + 10);
        outputs[1].OutputNr.Should().Be(1);
    }

    [Fact]
    public void Apply_WhereOneOutputIsUnused_BackwardReceivesZeros()
    {
        var (a, b) = (Leaf(3), Leaf(4));

        new ProductAndSum().Apply(a, b)[1].Backward();

        a.Grad.Should().HaveValues(1);
        b.Grad.Should().HaveValues(1);
    }

    [Fact]
    public void Apply_WithArgumentsThatAreNoTensors_TakesThemFromTheObject()
    {
        var x = Leaf(3);

        var y = new Scale(7).Apply(new Scale(2).Apply(x)[0])[0];
        y.Backward();

        y.Should().HaveValues(42);
        x.Grad.Should().HaveValues(14);
    }

    [Fact]
    public void Apply_WithoutGradients_RecordsNothing()
    {
        using (Torch.NoGrad())
        {
            new Exp().Apply(Leaf(1))[0].RequiresGrad.Should().BeFalse();
        }
        using (Torch.InferenceMode())
        {
            new Exp().Apply(Leaf(1))[0].IsInference().Should().BeTrue();
        }

        var y = new Exp().Apply(Torch.Tensor([0d]))[0];
        y.GradFn.Should().BeNull();
        y.Should().HaveValues(1);
    }

    [Fact]
    public void Forward_RecordsNothing_AndBackwardOnlyUnderCreateGraph()
    {
        var modes = new List<bool>();
        var function = new Custom(
            (_, inputs) =>
            {
                modes.Add(Torch.IsGradEnabled);
                return [inputs[0] * 2];
            },
            (_, gradients) =>
            {
                modes.Add(Torch.IsGradEnabled);
                return [gradients[0] * 2];
            });
        var x = Leaf(1);

        Torch.Grad(function.Apply(x)[0], x);
        Torch.Grad(function.Apply(x)[0], x, createGraph: true);

        modes.Should().Equal(false, false, false, true);
        Torch.IsGradEnabled.Should().BeTrue();
    }

    [Fact]
    public void Apply_ThatReturnsAnInput_GivesAnotherTensor()
    {
        var x = Leaf(3);
        var function = new Custom((_, inputs) => [inputs[0]], (_, gradients) => [-gradients[0]]);

        var y = function.Apply(x)[0];
        y.Backward();

        y.Should().NotBeSameAs(x).And.HaveValues(3);
        x.IsLeaf.Should().BeTrue();
        x.Grad.Should().HaveValues(-1);
    }

    [Fact]
    public void Forward_ThatThrows_ThrowsTheSameException()
    {
        var thrown = new TimeoutException();
        var function = new Custom((_, _) => throw thrown, (_, gradients) => [gradients[0]]);

        function.Invoking(f => f.Apply(Leaf(1))).Should().Throw<TimeoutException>().Which.Should().BeSameAs(thrown);
        Torch.IsGradEnabled.Should().BeTrue();
    }

    [Fact]
    public void Backward_ThatThrows_ThrowsTheSameException()
    {
        var thrown = new TimeoutException();
        var function = new Custom((_, inputs) => [inputs[0] * 2], (_, _) => throw thrown);
        var y = function.Apply(Leaf(1))[0];

        y.Invoking(t => t.Backward()).Should().Throw<TimeoutException>().Which.Should().BeSameAs(thrown);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Backward_WithTheWrongNumberOfGradients_Throws(int count)
    {
        var function = new Custom((_, inputs) => [inputs[0] * 2], (_, gradients) => [.. Enumerable.Repeat(gradients[0], count)]);
        var y = function.Apply(Leaf(1))[0];

        y.Invoking(t => t.Backward()).Should().Throw<InvalidOperationException>()
            .WithMessage($"CustomBackward returned an incorrect number of gradients (expected 1*got {count})");
    }

    [Fact]
    public void Backward_WithNullsBeyondTheInputs_IsAllowed()
    {
        var x = Leaf(1);
        var function = new Custom((_, inputs) => [inputs[0] * 2], (_, gradients) => [gradients[0] * 2, null, null]);

        function.Apply(x)[0].Backward();

        x.Grad.Should().HaveValues(2);
    }

    [Fact]
    public void Backward_WithAGradientOfAnotherShape_Throws()
    {
        var function = new Custom((_, inputs) => [inputs[0] * 2], (_, _) => [Torch.Ones([3], dtype: DType.Float64)]);
        var y = function.Apply(Leaf(1, 2))[0].Sum();

        y.Invoking(t => t.Backward()).Should().Throw<TorchException>().WithMessage("*CustomBackward returned an invalid gradient at index 0*[3]*[2]*");
    }

    [Fact]
    public void Backward_WithAGradientOfAnotherDType_IsConverted()
    {
        var x = Leaf(1);
        var function = new Custom((_, inputs) => [inputs[0] * 2], (_, gradients) => [gradients[0].To(DType.Float32) * 2]);

        function.Apply(x)[0].Backward();

        x.Grad.Should().HaveDType(DType.Float64).And.HaveValues(2);
    }

    [Fact]
    public void Backward_WithAComplexGradientOfARealInput_Throws()
    {
        var function = new Custom((_, inputs) => [inputs[0] * 2], (_, gradients) => [gradients[0].To(DType.Complex128)]);
        var y = function.Apply(Leaf(1))[0];

        y.Invoking(t => t.Backward()).Should().Throw<InvalidOperationException>().WithMessage("CustomBackward*Complex128*index 0*Float64*");
    }

    [Fact]
    public void Forward_ThatReturnsNull_Throws()
    {
        new Custom((_, _) => null!, (_, _) => []).Invoking(f => f.Apply(Leaf(1))).Should().Throw<InvalidOperationException>().WithMessage("*Custom*null*");
        new Custom((_, _) => [null!], (_, _) => []).Invoking(f => f.Apply(Leaf(1))).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Apply_OfNull_Throws()
    {
        var act = () => new Exp().Apply(Leaf(1), null!);

        act.Should().Throw<ArgumentNullException>().WithParameterName("inputs");
    }

    [Fact]
    public void Create_FromLambdasThatFitTensorsAndArrays_IsOfOneTensor()
    {
        var x = Leaf(3);

        var y = Function.Create((ctx, t) => t, (ctx, g) => g)(x);
        y.Backward();

        x.Grad.Should().HaveValues(1);
    }

    [Fact]
    public void Create_FromTwoLambdas_IsAFunction()
    {
        var square = Function.Create(
            (ctx, x) =>
            {
                ctx.SaveForBackward(x);
                return x * x;
            },
            (ctx, gradient) => gradient * ctx.SavedTensors[0] * 2,
            "Square");
        var x = Leaf(3);

        var y = square(x);
        y.Backward();

        y.Should().HaveValues(9);
        y.GradFn!.Name.Should().Be("SquareBackward");
        x.Grad.Should().HaveValues(6);
    }

    [Fact]
    public void Create_OfTwoTensors_IsAFunction()
    {
        var product = Function.Create(
            (ctx, x, y) =>
            {
                ctx.SaveForBackward(x, y);
                return x * y;
            },
            (ctx, gradient) => (gradient * ctx.SavedTensors[1], gradient * ctx.SavedTensors[0]));
        var (x, y) = (Leaf(3), Leaf(4));

        product(x, y).Backward();

        x.Grad.Should().HaveValues(4);
        y.Grad.Should().HaveValues(3);
    }

    [Fact]
    public void Apply_WithHooksOnItsResult_RunsThem()
    {
        var x = Leaf(0);
        var y = new Exp().Apply(x)[0];
        y.RegisterHook(gradient => gradient * 5);

        y.Backward();

        x.Grad.Should().HaveValues(5);
    }

    [Fact]
    public void Create_OfAnyNumberOfTensors_IsAFunction()
    {
        var split = Function.Create(
            (ctx, inputs) =>
            {
                ctx.SaveForBackward(inputs);
                return [inputs[0] * inputs[1], inputs[1] * inputs[2]];
            },
            (ctx, gradients) =>
            {
                var saved = ctx.SavedTensors;
                return [gradients[0] * saved[1], (gradients[0] * saved[0]) + (gradients[1] * saved[2]), gradients[1] * saved[1]];
            },
            "Split");
        Tensor[] inputs = [Leaf(2), Leaf(3), Leaf(5)];

        var outputs = split(inputs);
        (outputs[0] + (outputs[1] * 10)).Backward();

        outputs[1].GradFn!.Name.Should().Be("SplitBackward");
        inputs.Select(input => input.Grad!.Item<double>()).Should().Equal(3, 2 + 50, 30);
        Autograd.Gradcheck(split, inputs).Should().BeTrue();
        Autograd.Gradgradcheck(split, inputs).Should().BeTrue();
    }

    [Fact]
    public void OnceDifferentiable_LetsASecondDerivativeFail()
    {
        var x = Leaf(2);

        Autograd.Grad(new Once().Apply(x)[0], x).Should().HaveValues(4);
        var given = Leaf(1);
        var first = Autograd.Grad(new Once().Apply(x)[0], x, given, createGraph: true);

        first.Detach().Should().HaveValues(4);
        first.Invoking(t => t.Backward()).Should().Throw<InvalidOperationException>().WithMessage("*differentiate twice*OnceBackward*");
    }

    [Fact]
    public void OnceDifferentiable_OnTheClass_LeavesTheFirstDerivative()
    {
        var x = Leaf(2);
        new OnceByClass().Apply(x)[0].Backward(createGraph: true);

        x.Grad!.RequiresGrad.Should().BeFalse("nothing of the backward pass is recorded where the given gradient has no history");
    }

    private sealed class Once : Function
    {
        protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs)
        {
            ctx.SaveForBackward(inputs);
            return [inputs[0] * inputs[0]];
        }

        [OnceDifferentiable]
        protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs)
        {
            Torch.IsGradEnabled.Should().BeFalse();
            return [gradOutputs[0] * ctx.SavedTensors[0] * 2];
        }
    }

    [OnceDifferentiable]
    private sealed class OnceByClass : Function
    {
        protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs) => [inputs[0] * 3];

        protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs) => [gradOutputs[0] * 3];
    }
}
