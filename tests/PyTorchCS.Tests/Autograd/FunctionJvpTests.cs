using FluentAssertions;
using PyTorchCS.Testing;
using static PyTorchCS.Tests.SampleFunctions;

namespace PyTorchCS.Tests;

public sealed class FunctionJvpTests : LeakCheck
{
    private static Tensor Vector => Torch.Tensor([1.0, 2, 3]);

    private static Tensor Dual(Tensor primal, params double[] tangent) => ForwardAd.MakeDual(primal, Torch.Tensor(tangent));

    private static Tensor TangentOf(Tensor tensor) => ForwardAd.UnpackDual(tensor).Tangent!;

    [Fact]
    public void Jvp_GivesTheTangents()
    {
        using var level = ForwardAd.DualLevel();

        var outputs = new Quotient().Apply(Dual(Vector, 1, 1, 1), Dual(Vector + 1, 0, 10, 100));

        outputs[0].Should().HaveValues(0.5, 2.0 / 3, 0.75);
        TangentOf(outputs[0]).Should().HaveValues(0.5, (3 - 20.0) / 9, (4 - 300.0) / 16);
        TangentOf(outputs[1]).Should().HaveValues(1, 11, 101);
    }

    [Fact]
    public void Jvp_OfAnInputWithoutATangent_SeesZeros()
    {
        using var level = ForwardAd.DualLevel();

        var outputs = new Quotient().Apply(Dual(Vector, 1, 2, 3), Vector);

        TangentOf(outputs[0]).Should().HaveValues(1, 1, 1);
    }

    [Fact]
    public void Jvp_WithoutMaterializedGradients_SeesNull()
    {
        using var level = ForwardAd.DualLevel();
        bool[] isNull = [];
        var sum = Function.Create(
            (ctx, inputs) =>
            {
                ctx.SetMaterializeGrads(false);
                return [inputs[0] + inputs[1]];
            },
            (_, gradients) => [gradients[0], gradients[0]],
            jvp: (_, tangents) =>
            {
                isNull = Array.ConvertAll(tangents, tangent => tangent is null);
                return [tangents[0].Clone()];
            });

        TangentOf(sum([Dual(Vector, 1, 2, 3), Vector])[0]).Should().HaveValues(1, 2, 3);

        isNull.Should().Equal(false, true);
    }

    [Fact]
    public void Jvp_IsComparedWithDifferences_ByGradcheck()
    {
        Tensor[] inputs = [Vector.RequiresGrad_(), (Vector + 1).Detach().RequiresGrad_()];

        Autograd.Gradcheck(given => new Quotient().Apply(given), inputs, checkForwardAd: true).Should().BeTrue();
        Autograd.Gradgradcheck(given => new Quotient().Apply(given), inputs, checkFwdOverRev: true).Should().BeTrue();

        var wrong = Function.Create((_, x) => x * 2, (_, g) => g * 2, jvp: (_, t) => t * 3);
        Autograd.Gradcheck(wrong, inputs[0], raiseException: false).Should().BeTrue();
        Autograd.Gradcheck(wrong, inputs[0], raiseException: false, checkForwardAd: true).Should().BeFalse();
    }

    [Fact]
    public void Tangents_CanBeDifferentiatedBackward()
    {
        var x = Vector.RequiresGrad_();
        using var level = ForwardAd.DualLevel();
        var cube = Function.Create(
            (ctx, t) =>
            {
                ctx.SaveForBackward(t);
                ctx.SaveForForward(t);
                return t.Pow(3);
            },
            (ctx, g) => g * ctx.SavedTensors[0].Square() * 3,
            jvp: (ctx, t) => t * ctx.SavedTensors[0].Square() * 3);

        TangentOf(cube(ForwardAd.MakeDual(x, Torch.OnesLike(x)))).Sum().Backward();

        x.Grad.Should().HaveValues(6, 12, 18);
    }

    [Fact]
    public void WithoutARule_ATangentIsAnErrorThatNamesTheFunction()
    {
        using var level = ForwardAd.DualLevel();
        var lambda = Function.Create((_, x) => x * 2, (_, g) => g * 2, "Twice");

        new Exp().Apply(Vector)[0].Should().HaveShape(3);
        FluentActions.Invoking(() => new Exp().Apply(Dual(Vector, 1, 1, 1))).Should().Throw<NotSupportedException>().WithMessage("Exp:*Jvp*");
        FluentActions.Invoking(() => lambda(Dual(Vector, 1, 1, 1))).Should().Throw<NotSupportedException>().WithMessage("Twice:*Jvp*");
        using (Torch.NoGrad())
        {
            lambda.Invoking(function => function(Dual(Vector, 1, 1, 1))).Should().Throw<NotSupportedException>();
        }
    }

    [Fact]
    public void Forward_ComputesNoTangentsItself()
    {
        using var level = ForwardAd.DualLevel();
        var seen = true;
        var function = Function.Create(
            (_, x) =>
            {
                var y = x * 2;
                seen = TangentOf(y) is not null;
                return y;
            },
            (_, g) => g * 2,
            jvp: (_, t) => t * 2);

        TangentOf(function(Dual(Vector, 1, 2, 3))).Should().HaveValues(2, 4, 6);

        seen.Should().BeFalse();
    }

    [Fact]
    public void Jvp_ThatThrows_ThrowsTheSame()
    {
        using var level = ForwardAd.DualLevel();
        var thrown = new TimeoutException();
        var function = Function.Create((_, x) => x * 2, (_, g) => g * 2, jvp: (_, _) => throw thrown);

        function.Invoking(apply => apply(Dual(Vector, 1, 2, 3))).Should().Throw<TimeoutException>().Which.Should().BeSameAs(thrown);
    }

    [Fact]
    public void Jvp_OfTheWrongNumberOrShape_IsAnError()
    {
        using var level = ForwardAd.DualLevel();
        var two = Function.Create((_, inputs) => [inputs[0] * 2], (_, g) => g, "Two", jvp: (_, tangents) => [tangents[0], tangents[0]]);
        var shape = Function.Create((_, x) => x * 2, (_, g) => g * 2, jvp: (_, t) => t[0]);
        var unsaved = Function.Create((ctx, x) => x * 2, (_, g) => g * 2, "Unsaved", jvp: (ctx, t) => t * ctx.SavedTensors[0]);

        two.Invoking(apply => apply([Dual(Vector, 1, 2, 3)])).Should().Throw<InvalidOperationException>().WithMessage("Jvp of Two*expected 1*got 2*");
        shape.Invoking(apply => apply(Dual(Vector, 1, 2, 3))).Should().Throw<TorchException>();
        unsaved.Invoking(apply => apply(Dual(Vector, 1, 2, 3))).Should().Throw<InvalidOperationException>().WithMessage("Unsaved*SaveForForward*");
    }

    [Fact]
    public void Jvp_OfAnOutputWithoutGradient_IsNull()
    {
        using var level = ForwardAd.DualLevel();
        var withSign = Function.Create(
            (ctx, inputs) =>
            {
                Tensor[] outputs = [inputs[0] * 2, inputs[0].Sign()];
                ctx.MarkNonDifferentiable(outputs[1]);
                return outputs;
            },
            (_, gradients) => [gradients[0] * 2],
            jvp: (_, tangents) => [tangents[0] * 2, null]);

        var results = withSign([Dual(Vector, 1, 2, 3)]);

        TangentOf(results[0]).Should().HaveValues(2, 4, 6);
        TangentOf(results[1]).Should().BeNull();
    }

    [Fact]
    public void Jvp_OfAChangeInPlace_ChangesTheTangentInPlace()
    {
        using var level = ForwardAd.DualLevel();
        var twice = Function.Create(
            (ctx, x) =>
            {
                ctx.MarkDirty(x);
                return x.Mul_(2);
            },
            (_, g) => g * 2,
            jvp: (_, t) => t.Mul_(2));
        var dual = Dual(Vector, 1, 2, 3);

        twice(dual).Should().BeSameAs(dual);

        var (primal, tangent) = ForwardAd.UnpackDual(dual);
        primal.Should().HaveValues(2, 4, 6);
        tangent.Should().HaveValues(2, 4, 6);
    }

    [Fact]
    public void Setup_ApartFromForward_IsTheSame()
    {
        var x = Vector.RequiresGrad_();
        using (ForwardAd.DualLevel())
        {
            TangentOf(new ExpApart().Apply(Dual(Vector, 1, 1, 1))[0]).Should().BeCloseTo(Vector.Exp());
        }

        new ExpApart().Apply(x)[0].Sum().Backward();

        x.Grad.Should().BeCloseTo(Vector.Exp());
        FluentActions.Invoking(() => new SavesInForward().Apply(x)).Should().Throw<InvalidOperationException>().WithMessage("SavesInForward*SetupContext*");
    }

    [Fact]
    public void Checkpoint_KeepsTangents()
    {
        using var level = ForwardAd.DualLevel();
        var x = Vector.RequiresGrad_();

        var y = Autograd.Checkpoint(t => t.Pow(3), ForwardAd.MakeDual(x, Torch.OnesLike(x)));
        y.Sum().Backward();

        TangentOf(y).Detach().Should().HaveValues(3, 12, 27);
        x.Grad.Should().HaveValues(3, 12, 27);
    }

    private sealed class Quotient : Function
    {
        protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs)
        {
            ctx.SaveForBackward(inputs);
            ctx.SaveForForward(inputs);
            return [inputs[0] / inputs[1], inputs[0] + inputs[1]];
        }

        protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs)
        {
            var (x, y) = (ctx.SavedTensors[0], ctx.SavedTensors[1]);
            return [(gradOutputs[0] / y) + gradOutputs[1], gradOutputs[1] - (gradOutputs[0] * x / y.Square())];
        }

        protected override Tensor?[] Jvp(FunctionCtx ctx, Tensor[] gradInputs)
        {
            var (x, y) = (ctx.SavedTensors[0], ctx.SavedTensors[1]);
            return [((gradInputs[0] * y) - (gradInputs[1] * x)) / y.Square(), gradInputs[0] + gradInputs[1]];
        }
    }

    private sealed class SavesInForward : Function
    {
        protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs)
        {
            ctx.SaveForBackward(inputs);
            return [inputs[0] * 2];
        }

        protected override void SetupContext(FunctionCtx ctx, Tensor[] inputs, Tensor[] outputs)
        {
        }

        protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs) => [gradOutputs[0] * 2];
    }
}
