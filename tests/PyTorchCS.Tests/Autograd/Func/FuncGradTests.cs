using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class FuncGradTests : LeakCheck
{
    private static Tensor Vector => Torch.Tensor([1.0, 2, 3]);

    [Fact]
    public void Grad_GivesTheDerivative_AndLeavesTheArgumentAlone()
    {
        var x = Vector;

        Func.Grad(t => t.Pow(3).Sum())(x).Should().HaveValues(3, 12, 27);

        x.RequiresGrad.Should().BeFalse();
        x.Grad.Should().BeNull();
    }

    [Fact]
    public void Grad_OfAnIndexedArgument_TakesTheLambdaForOneOfATensor() => Func.Grad(t => t[0] * t[1])(Vector).Should().HaveValues(2, 1, 0);

    [Fact]
    public void Grad_WithRespectToEachOfThree_IsThatOfTheFormula()
    {
        var (a, b, c) = (Torch.Tensor(2.0), Torch.Tensor(3.0), Torch.Tensor(5.0));
        static Tensor Formula(Tensor x, Tensor y, Tensor z) => x * x * y + z.Log();

        Func.Grad(Formula)(a, b, c).Should().HaveValues(12);
        Func.Grad(Formula, 1)(a, b, c).Should().HaveValues(4);
        Func.Grad(Formula, -1)(a, b, c).Should().HaveValues(0.2);
    }

    [Fact]
    public void Grad_WhereTheArgumentTakesNoPart_IsZero()
    {
        Func.Grad((x, y) => y.Sum())(Vector, Vector).Should().HaveValues(0, 0, 0);
        Func.Grad(_ => Torch.Tensor(1.0))(Vector).Should().HaveValues(0, 0, 0);
    }

    [Fact]
    public void Grad_UnderNoGrad_StillDifferentiates()
    {
        using var guard = Torch.NoGrad();

        Func.Grad(t => t.Square().Sum())(Vector).Should().HaveValues(2, 4, 6);
        Torch.IsGradEnabled.Should().BeFalse();
    }

    [Fact]
    public void Grad_NoGradInside_HoldsForWhatIsInside()
    {
        var gradient = Func.Grad(t =>
        {
            Tensor constant;
            using (Torch.NoGrad())
            {
                constant = t.Sum();
            }
            return (t * constant).Sum();
        });

        gradient(Vector).Should().HaveValues(6, 6, 6);
    }

    [Fact]
    public void Grad_CanBeDifferentiatedByTheBackwardPass()
    {
        var x = Torch.Tensor([1.0, 2], requiresGrad: true);

        Func.Grad(t => t.Pow(3).Sum())(x).Sum().Backward();

        x.Grad.Should().HaveValues(6, 12);
    }

    [Fact]
    public void Grad_InAnyOrder_IsThatOfThePolynomial()
    {
        Func<Tensor, Tensor> derivative = t => t.Pow(4);
        foreach (var expected in new[] { 32.0, 48, 48, 24 })
        {
            derivative = Func.Grad(derivative);
            derivative(Torch.Tensor(2.0)).Should().HaveValues(expected);
        }
    }

    [Fact]
    public void Grad_WithAux_HandsItOnWithoutLayers()
    {
        var gradient = Func.Grad((Tensor[] args) => (args[0].Square().Sum(), [args[0] * 10]));

        var (value, aux) = gradient([Vector]);

        value.Should().HaveValues(2, 4, 6);
        aux.Should().ContainSingle().Which.Should().HaveValues(10, 20, 30);
        aux[0].RequiresGrad.Should().BeFalse();
    }

    [Fact]
    public void GradAndValue_GivesBoth()
    {
        var (gradient, value) = Func.GradAndValue(t => t.Square().Sum())(Vector);

        gradient.Should().HaveValues(2, 4, 6);
        value.Should().HaveValues(14);
        value.RequiresGrad.Should().BeFalse();
    }

    [Fact]
    public void Grad_OfATensorWithDimensions_Throws_AndLeavesNoLayer()
    {
        var act = () => Func.Grad(t => t * 2)(Vector);

        act.Should().Throw<InvalidOperationException>().WithMessage("*without dimensions*[3]*");
        Func.Grad(t => t.Sum())(Vector).Should().HaveValues(1, 1, 1);
    }

    [Fact]
    public void Grad_WhoseFunctionThrows_ThrowsThat_AndLeavesNoLayer()
    {
        var act = () => Func.Vmap(Func.Grad(_ => throw new FormatException("mine")))(Torch.Ones([2, 3]));

        act.Should().Throw<FormatException>().WithMessage("mine");
        Interop.Native.LayerDepth().Should().Be(0);
        Torch.IsGradEnabled.Should().BeTrue();
        (Torch.Ones(2) + 1).Should().HaveValues(2, 2);
    }

    [Fact]
    public void Grad_OfWrongArguments_Throws()
    {
        var gradient = Func.Grad((x, y) => (x * y).Sum(), 2);
        FluentActions.Invoking(() => gradient(Vector, Vector)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*2 arguments*");
        FluentActions.Invoking(() => Func.Grad((Tensor[] a) => a[0].Sum(), [0, -2])([Vector, Vector])).Should().Throw<ArgumentException>().WithMessage("*twice*");
        FluentActions.Invoking(() => Func.Grad((Tensor[] a) => a[0].Sum())([null!])).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Func.Grad(t => t.Sum())(Torch.Tensor([1L, 2]))).Should().Throw<TorchException>().WithMessage("*loating*");
    }

    [Fact]
    public void Grad_OfACustomFunction_IsRefused()
    {
        var act = () => Func.Grad(t => new SampleFunctions.Exp().Apply(t)[0].Sum())(Vector);

        act.Should().Throw<NotSupportedException>().WithMessage("ExpBackward*custom functions*");
    }

    [Fact]
    public void Vjp_MultipliesFromTheLeft_AnyNumberOfTimes()
    {
        var (output, vjp) = Func.Vjp(t => t.Square(), Vector);

        output.Should().HaveValues(1, 4, 9);
        output.RequiresGrad.Should().BeFalse();
        vjp(Torch.Tensor([1.0, 0, 0])).Should().HaveValues(2, 0, 0);
        vjp(Torch.Tensor([0.0, 1, 10])).Should().HaveValues(0, 4, 60);
    }

    [Fact]
    public void Vjp_OfSeveral_AddsUpOverTheValues()
    {
        var (output, vjp) = Func.Vjp(a => [a[0] * a[1], a[0] + 1], Torch.Tensor(2.0), Torch.Tensor(3.0));

        output.Should().HaveCount(2);
        var gradients = vjp([Torch.Tensor(1.0), Torch.Tensor(10.0)]);
        gradients[0].Should().HaveValues(3 + 10);
        gradients[1].Should().HaveValues(2);
        FluentActions.Invoking(() => vjp([Torch.Tensor(1.0)])).Should().Throw<ArgumentException>().WithMessage("*2 tensors*1 cotangents*");
    }

    [Fact]
    public void Jvp_MultipliesFromTheRight()
    {
        var (output, tangent) = Func.Jvp(t => t.Square(), Vector, Torch.Tensor([1.0, 10, 100]));

        output.Should().HaveValues(1, 4, 9);
        tangent.Should().HaveValues(2, 40, 600);
    }

    [Fact]
    public void Jvp_WhereNothingDepends_IsZero_OrWithStrictAnError()
    {
        static Tensor Constant(Tensor x) => Torch.Ones([2], dtype: DType.Float64);

        Func.Jvp(Constant, Vector, Vector).JvpOut.Should().HaveValues(0, 0);
        FluentActions.Invoking(() => Func.Jvp(Constant, Vector, Vector, strict: true)).Should().Throw<InvalidOperationException>().WithMessage("*does not depend*");
        FluentActions.Invoking(() => Func.Jvp(Constant, Vector, Torch.Ones(2))).Should().Throw<ArgumentException>().WithMessage("*shape*");
    }

    [Fact]
    public void Jvp_InsideADualLevel_Throws_AndLeavesTheLevelUsable()
    {
        using var level = ForwardAd.DualLevel();

        FluentActions.Invoking(() => Func.Jvp(t => t.Square(), Vector, Vector)).Should().Throw<InvalidOperationException>().WithMessage("*nested*");

        var dual = ForwardAd.MakeDual(Vector, Vector);
        ForwardAd.UnpackDual(dual * 2).Tangent.Should().HaveValues(2, 4, 6);
    }

    [Fact]
    public void Linearize_GivesTheJacobian_WithoutRunningTheFunctionAgain()
    {
        var calls = 0;
        var (output, linear) = Func.Linearize(
            t =>
            {
                calls++;
                return Torch.Stack([t[0] * t[1], t[2].Exp()]);
            },
            Vector);

        output.Should().HaveValues(2, Math.Exp(3));
        linear(Torch.Tensor([1.0, 0, 0])).Should().HaveValues(2, 0);
        linear(Torch.Tensor([1.0, 1, 2])).Should().HaveValues(3, 2 * Math.Exp(3));
        calls.Should().Be(1);
    }

    [Fact]
    public void Linearize_AgreesWithJvp()
    {
        Torch.ManualSeed(3);
        var (x, t) = (Torch.Randn([4, 3], dtype: DType.Float64), Torch.Randn([4, 3], dtype: DType.Float64));
        static Tensor Function(Tensor v) => v.Softmax(-1).Matmul(v.Transpose(0, 1)).Tanh();

        Func.Linearize(Function, x).JvpFn(t).Should().BeCloseTo(Func.Jvp(Function, x, t).JvpOut);
    }

    [Fact]
    public void Transforms_OnSeveralThreads_DoNotMeet() =>
        Parallel.For(0, 16, i =>
        {
            var x = Torch.Tensor([1.0, i]);
            Func.Grad(t => t.Pow(3).Sum())(x).Should().HaveValues(3, 3.0 * i * i);
            Func.Vmap(t => t * 2)(x).Should().HaveValues(2, 2.0 * i);
            Func.Jvp(t => t.Square(), x, x).JvpOut.Should().HaveValues(2, 2.0 * i * i);
            Func.Hessian(t => t.Pow(3).Sum())(x).Should().HaveValues(6, 0, 0, 6.0 * i);
        });

    [Fact]
    public void Transforms_InAScope_LeaveNothingBehind()
    {
        var before = TensorStatistics.LiveTensors;
        using (Torch.Scope())
        {
            for (var i = 0; i < 20; i++)
            {
                Func.Vmap(Func.Hessian(t => t.Pow(3).Sum()))(Torch.Ones([4, 3], dtype: DType.Float64));
            }
        }

        TensorStatistics.LiveTensors.Should().Be(before);
    }

    [Fact]
    public void Jacrev_InChunks_GivesTheSame()
    {
        Torch.ManualSeed(1);
        var x = Torch.Randn([2, 3], dtype: DType.Float64);
        static Tensor Function(Tensor v) => v.Softmax(-1).Matmul(v.Transpose(0, 1));
        var expected = Func.Jacfwd(Function)(x);

        expected.Should().HaveShape(2, 2, 2, 3);
        foreach (long? chunkSize in new long?[] { null, 1, 3, 100 })
        {
            Func.Jacrev(Function, chunkSize)(x).Should().BeCloseTo(expected);
        }
        FluentActions.Invoking(() => Func.Jacrev(Function, 0)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Jacobians_OfSeveralValuesAndArguments_AgreeInBothModes()
    {
        var (x, y) = (Torch.Tensor([1.0, 2]), Torch.Tensor([[3.0, 4], [5, 6]]));
        static Tensor[] Function(Tensor[] args) => [args[1].Matmul(args[0]), args[0].Square().Sum()];

        var reverse = Func.Jacrev(Function, [0, 1])([x, y]);
        var forward = Func.Jacfwd(Function, [0, 1])([x, y]);

        reverse[0][0].Should().BeEqualTo(y);
        reverse[0][1].Should().HaveShape(2, 2, 2);
        reverse[1][0].Should().HaveValues(2, 4);
        reverse[1][1].Should().HaveValues(0, 0, 0, 0);
        for (var i = 0; i < 2; i++)
        {
            for (var j = 0; j < 2; j++)
            {
                forward[i][j].Should().BeCloseTo(reverse[i][j]);
            }
        }
    }
}
