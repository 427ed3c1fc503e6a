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
    public void Grad_WhoseFunctionReadsValues_GetsThem()
    {
        float[] made = [];
        double[] given = [];
        var copied = new double[3];
        List<object> nested = [];
        var gradient = Func.Grad(t =>
        {
            made = Torch.Ones(2).ToArray<float>();
            given = (t * 2).ToArray<double>();
            t.CopyTo<double>(copied);
            nested.Add(((double[])t.Tolist())[2]);
            return t.Square().Sum();
        });

        gradient(Vector).Should().HaveValues(2, 4, 6);

        made.Should().Equal(1, 1);
        given.Should().Equal(2, 4, 6);
        copied.Should().Equal(1, 2, 3);
        nested.Should().Equal(3.0);
    }

    [Fact]
    public void Grad_WhoseFunctionWantsMemory_Throws()
    {
        FluentActions.Invoking(() => Func.Grad(t => t.Sum() * t.AsSpan<double>().Length)(Vector)).Should().Throw<TorchException>().WithMessage("AsSpan*Func.DebugUnwrap*");
        FluentActions.Invoking(() => Func.Grad(t => t.Sum() * t.DataPtr())(Vector)).Should().Throw<TorchException>().WithMessage("*Func.DebugUnwrap*");
    }

    [Fact]
    public void Grad_WhoseFunctionSetsTheRandomState_DrawsTheSame()
    {
        Torch.ManualSeed(1);
        var gradient = Func.Grad(t =>
        {
            using var state = Torch.GetRngState();
            var noise = Torch.Rand([3], dtype: DType.Float64);
            Torch.SetRngState(state);
            return (t * (noise - Torch.Rand([3], dtype: DType.Float64))).Sum();
        });

        gradient(Vector).Should().HaveValues(0, 0, 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Grad_WithACheckpointInside_IsRefusedByName(bool useReentrant)
    {
        var act = () => Func.Grad(t => Autograd.Checkpoint(u => u.Square(), t, useReentrant).Sum())(Vector);

        act.Should().Throw<Exception>().WithMessage("*checkpoint*");
        Interop.Native.LayerDepth().Should().Be(0);
        Func.Jvp(t => Autograd.Checkpoint(u => u.Square(), t), Vector, Vector).JvpOut.Should().HaveValues(2, 8, 18);
    }

    [Fact]
    public void Grad_OfAMethodWithAnOutput_TakesTheOneOfTwoTensors() => Func.Grad(Torch.Dot)(Vector, Vector * 2).Should().HaveValues(2, 4, 6);

    [Fact]
    public void GradAndValue_WithRespectToEachOfThree_GivesBoth()
    {
        var (gradient, value) = Func.GradAndValue((a, b, c) => (a * b * c).Sum(), -1)(Vector, Vector, Vector);

        gradient.Should().HaveValues(1, 4, 9);
        value.Should().HaveValues(36);
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
    public void Aux_ThatIsNull_IsAnErrorThatSaysSo()
    {
        Func<Tensor[], (Tensor, Tensor[])> one = args => (args[0].Sum(), null!);
        Func<Tensor[], (Tensor[], Tensor[])> many = args => (args, null!);

        FluentActions.Invoking(() => Func.Grad(one)([Vector])).Should().Throw<InvalidOperationException>().WithMessage("*besides*null*");
        FluentActions.Invoking(() => Func.Vjp(many, Vector)).Should().Throw<InvalidOperationException>().WithMessage("*besides*null*");
        FluentActions.Invoking(() => Func.Jvp(many, [Vector], [Vector])).Should().Throw<InvalidOperationException>().WithMessage("*besides*null*");
    }

    [Fact]
    public void Grad_OfACustomFunction_IsRefused()
    {
        var act = () => Func.Grad(t => new SampleFunctions.Exp().Apply(t)[0].Sum())(Vector);

        act.Should().Throw<NotSupportedException>().WithMessage("Exp:*SetupContext*");
    }
}
