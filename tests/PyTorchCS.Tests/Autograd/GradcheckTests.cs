using FluentAssertions;
using PyTorchCS.Testing;
using static PyTorchCS.Tests.SampleFunctions;

namespace PyTorchCS.Tests;

public sealed class GradcheckTests : LeakCheck
{
    private static Tensor Leaf(params double[] values) => Torch.Tensor(values, requiresGrad: true);

    private static Tensor ComplexLeaf() =>
        Torch.Complex(Torch.Tensor([0.3, -1.2]), Torch.Tensor([0.7, 0.4])).RequiresGrad_();

    public static TheoryData<FixtureCase> Cases()
    {
        var data = new TheoryData<FixtureCase>();
        foreach (var one in Fixture.Load("autograd/gradcheck"))
        {
            data.Add(one);
        }
        return data;
    }

    /// <summary>x² with a derivative that is wrong by a factor.</summary>
    private static Func<Tensor, Tensor> Square(double factor) => Function.Create(
        (ctx, x) =>
        {
            ctx.SaveForBackward(x);
            return x * x;
        },
        (ctx, gradient) => gradient * ctx.SavedTensors[0] * (2 * factor));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradcheck_SaysWhatPyTorchSays(FixtureCase one)
    {
        var x = one.Tensor("inputs", "x", requiresGrad: true);

        var good = one.Double("factor") == 0
            ? Autograd.Gradgradcheck(t => t * t * t, x, raiseException: false)
            : Autograd.Gradcheck(Square(one.Double("factor")), x, raiseException: false, fastMode: one.Boolean("fast"));

        good.Should().Be(one.Boolean("good"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradcheck_OfRightGradients_Holds(bool fast)
    {
        Autograd.Gradcheck(t => t.Exp() * t.Sin(), Leaf(0.3, -1, 2), fastMode: fast).Should().BeTrue();
        Autograd.Gradcheck(xs => [xs[0].Matmul(xs[1]), xs[0].Tanh()], [Torch.Randn([2, 3], dtype: DType.Float64, requiresGrad: true), Torch.Randn([3, 2], dtype: DType.Float64)], fastMode: fast).Should().BeTrue();
        Autograd.Gradcheck(t => t.T.Cumsum(0), Torch.Randn([2, 3], dtype: DType.Float64).T.Detach().RequiresGrad_(), checkBatchedGrad: true, checkGradDtypes: true, fastMode: fast).Should().BeTrue();
        Autograd.Gradgradcheck(t => t.Pow(3), Leaf(0.5, 2), genNonContigGradOutputs: true, fastMode: fast).Should().BeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradcheck_OfComplexNumbers_Holds(bool fast)
    {
        Autograd.Gradcheck(t => t * t, ComplexLeaf(), fastMode: fast).Should().BeTrue();
        Autograd.Gradcheck(t => t.Abs(), ComplexLeaf(), fastMode: fast).Should().BeTrue();
        Autograd.Gradcheck(t => Torch.Complex(t, t * 2).Exp(), Leaf(0.2, 0.4), fastMode: fast).Should().BeTrue();
        Autograd.Gradgradcheck(t => t * t * t, ComplexLeaf(), fastMode: fast).Should().BeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradcheck_OfTheForwardMode_Holds(bool fast)
    {
        Autograd.Gradcheck(t => t.Exp() * t.Sin(), Leaf(0.3, -1, 2), checkForwardAd: true, fastMode: fast).Should().BeTrue();
        Autograd.Gradcheck(t => t * t.Conj() * t, ComplexLeaf(), checkForwardAd: true, checkBackwardAd: false, fastMode: fast).Should().BeTrue();
        Autograd.Gradgradcheck(t => t.Pow(3), Leaf(0.5, 2), checkFwdOverRev: true, fastMode: fast).Should().BeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradcheck_OfASparseInput_ChecksWhatItSpecifies_OrAll(bool masked)
    {
        var x = Torch.SparseCooTensor(Torch.Tensor([0L, 1, 2, 0]).Reshape(2, 2), Torch.Tensor([1.5, -2.0]), [2, 3], requiresGrad: true);
        var w = Torch.Tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], requiresGrad: true);

        Autograd.Gradcheck(t => t.ToDense(maskedGrad: masked).Square(), x, masked: masked).Should().BeTrue();
        Autograd.Gradcheck(t => t.ToDense(maskedGrad: masked).Sin(), x, masked: masked, fastMode: true).Should().BeTrue();
        Autograd.Gradcheck(t => (t.ToDense(maskedGrad: masked) + 1).Exp(), x, masked: !masked, raiseException: false).Should().BeFalse();
        Autograd.Gradcheck(given => [given[0].ToDense(maskedGrad: masked).Matmul(given[1])], [x, w], masked: masked).Should().BeTrue();
    }

    [Fact]
    public void Gradcheck_OfASparseInputWithDenseDimensions_HasItsElementsInPlace()
    {
        var values = Torch.Tensor([[1.0, 2.0], [3.0, -1.0]]);
        var x = Torch.SparseCooTensor(Torch.Tensor([2L, 0]).Reshape(1, 2), values, [3, 2], requiresGrad: true);
        var weights = Torch.Arange(1, 7, dtype: DType.Float64).Reshape(3, 2);

        Autograd.Gradcheck(t => (t.ToDense(maskedGrad: true) * weights).Square(), x, masked: true).Should().BeTrue();
        Autograd.Gradcheck(t => (t.ToDense(maskedGrad: false) * weights).Square(), x).Should().BeTrue();
        var wrong = Function.Create((_, t) => t * weights, (_, g) => g * weights.Flip(0));
        Autograd.Gradcheck(t => wrong(t.ToDense(maskedGrad: true)), x, masked: true, raiseException: false).Should().BeFalse();
        FluentActions.Invoking(() => Autograd.Gradcheck(t => t.ToDense(), weights.ToSparseCsr().RequiresGrad_())).Should().Throw<ArgumentException>().WithMessage("*input 0*");
    }

    [Fact]
    public void Gradcheck_OfBatchedTangents_ComparesThemWithSingleOnes()
    {
        var x = Torch.Tensor([0.5, -1.0, 2.0], requiresGrad: true);
        Tensor[] inputs = [x, Torch.Tensor([[1.0], [2.0]], requiresGrad: true)];

        Autograd.Gradcheck(xs => [(xs[0] * xs[1]).Tanh(), xs[0].Sum()], inputs, checkForwardAd: true, checkBatchedForwardGrad: true, checkBatchedGrad: true).Should().BeTrue();

        // The rule looks at a value, which a batch has none of.
        var function = Function.Create(t => t * 2, (_, _, _) => { }, (_, g) => g * 2, jvp: (_, t) => t[0].Item<double>() > 100 ? t : t * 2);
        Autograd.Gradcheck(function, x, checkForwardAd: true).Should().BeTrue();
        FluentActions.Invoking(() => Autograd.Gradcheck(function, x, checkForwardAd: true, checkBatchedForwardGrad: true))
            .Should().Throw<GradcheckError>().WithMessage("*input 0*batch*");
        FluentActions.Invoking(() => Autograd.Gradcheck(t => t, x, checkBatchedForwardGrad: true)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Gradcheck_OfBatchedGradients_FindsAFunctionThatTakesNoBatch()
    {
        var x = Torch.Tensor([0.5, -1.0, 2.0], requiresGrad: true);
        // The backward form looks at a value, which a batch has none of.
        var function = Function.Create((_, t) => t * 2, (_, g) => g[0].Item<double>() > 100 ? g : g * 2);

        Autograd.Gradcheck(function, x).Should().BeTrue();
        Autograd.Gradcheck(function, x, checkBatchedGrad: true, raiseException: false).Should().BeFalse();
    }

    [Fact]
    public void Gradcheck_OfAWrongForwardMode_Throws() =>
        FluentActions.Invoking(() => Autograd.Gradcheck(t => t.Data * 2, Leaf(1, 2), checkForwardAd: true, checkBackwardAd: false))
            .Should().Throw<GradcheckError>().WithMessage("*forward mode*Jacobian mismatch for output 0*");

    [Fact]
    public void Gradcheck_OfAWrongGradient_NamesTheDerivative()
    {
        var act = () => Autograd.Gradcheck(Square(2), Leaf(1, 2));

        act.Should().Throw<GradcheckError>().WithMessage("Jacobian mismatch for output 0 with respect to input 0*numerical:*analytical:*");
        FluentActions.Invoking(() => Autograd.Gradcheck(Square(2), Leaf(1, 2), fastMode: true)).Should().Throw<GradcheckError>().WithMessage("*every single derivative says*Jacobian mismatch*");
    }

    [Fact]
    public void Gradcheck_LeavesInputsAndRandomNumbersAlone()
    {
        var x = Leaf(1, 2);
        var before = Torch.GetRngState();

        Autograd.Gradcheck(t => t * t, x, fastMode: true);

        x.Detach().Should().HaveValues(1, 2);
        x.Grad.Should().BeNull();
        x.Version.Should().Be(0);
        Torch.GetRngState().Equal(before).Should().BeTrue();
    }

    [Fact]
    public void Gradcheck_OfABackwardThatIgnoresItsGradient_Throws()
    {
        var function = new Custom((_, inputs) => [inputs[0] * 2], (_, gradients) => [Torch.FullLike(gradients[0], 2)]);

        FluentActions.Invoking(() => Autograd.Gradcheck(t => function.Apply(t)[0].Sum(), Leaf(1, 2))).Should().Throw<GradcheckError>().WithMessage("backward not multiplied by grad_output*");
    }

    [Fact]
    public void Gradcheck_OfABackwardThatNeedsItsGradient_Throws()
    {
        Tensor?[] Fragile(FunctionCtx ctx, Tensor[] gradients) => [gradients[0] * 2];
        var function = new Custom(
            (ctx, inputs) =>
            {
                ctx.SetMaterializeGrads(false);
                return [inputs[0] * 2];
            },
            Fragile);

        FluentActions.Invoking(() => Autograd.Gradcheck(t => function.Apply(t)[0], Leaf(1, 2))).Should().Throw<GradcheckError>().WithMessage("Expected backward function to handle undefined output grads*");
        Autograd.Gradcheck(t => function.Apply(t)[0], Leaf(1, 2), checkUndefinedGrad: false).Should().BeTrue();
    }

    [Fact]
    public void Gradcheck_OfABackwardThatDiffersEachTime_Throws()
    {
        var noise = 0.0;
        var function = new Custom((_, inputs) => [inputs[0] * 2], (_, gradients) => [gradients[0] * (2 + (noise += 1e-7))]);

        FluentActions.Invoking(() => Autograd.Gradcheck(t => function.Apply(t)[0], Leaf(1))).Should().Throw<GradcheckError>().WithMessage("Backward is not reentrant*");
        FluentActions.Invoking(() => Autograd.Gradcheck(t => function.Apply(t)[0], Leaf(1), fastMode: true)).Should().Throw<GradcheckError>().WithMessage("*reentrant*");
        Autograd.Gradcheck(t => function.Apply(t)[0], Leaf(1), nondetTol: 1e-3).Should().BeTrue();
    }

    [Fact]
    public void Gradcheck_WhereTheOutputHasNoHistory_WantsConstants()
    {
        Autograd.Gradcheck(t => t.Detach().Sign(), Leaf(1, 2)).Should().BeTrue();
        FluentActions.Invoking(() => Autograd.Gradcheck(t => t.Detach() * 2, Leaf(1, 2))).Should().Throw<GradcheckError>().WithMessage("*expected to be zero*");
    }

    [Fact]
    public void Gradcheck_OfUnfitInputs_Throws()
    {
        FluentActions.Invoking(() => Autograd.Gradcheck(t => t * 2, Torch.Tensor([1.0]))).Should().Throw<ArgumentException>().WithMessage("*no input requires gradients*");
        FluentActions.Invoking(() => Autograd.Gradcheck(t => t * 2, Leaf(1).Expand([3]))).Should().Throw<ArgumentException>().WithMessage("*stride of 0*");
    }

    [Fact]
    public void Gradcheck_OfSinglePrecision_Warns()
    {
        var warnings = new List<string>();
        var handler = TorchWarning.Handler;
        TorchWarning.Handler = warning => warnings.Add(warning.Message);
        try
        {
            Autograd.Gradcheck(t => t * 2, Torch.Tensor([1f], requiresGrad: true), eps: 1e-2, atol: 1e-2).Should().BeTrue();
        }
        finally
        {
            TorchWarning.Handler = handler;
        }
        warnings.Should().ContainSingle().Which.Should().Contain("Float32");
    }

    [Fact]
    public void Gradgradcheck_OfAWrongSecondDerivative_Throws()
    {
        // The first derivative is right, and a constant to the second.
        var function = Function.Create(
            (ctx, x) =>
            {
                ctx.SaveForBackward(x);
                return x.Pow(3);
            },
            (ctx, gradient) => gradient * ctx.SavedTensors[0].Detach().Pow(2) * 3);

        Autograd.Gradcheck(function, Leaf(1, 2)).Should().BeTrue();
        FluentActions.Invoking(() => Autograd.Gradgradcheck(function, Leaf(1, 2))).Should().Throw<GradcheckError>();
        FluentActions.Invoking(() => Autograd.Gradgradcheck(function, Leaf(1, 2), checkRevOverRev: false)).Should().Throw<ArgumentException>().WithMessage("*neither*");
    }
}
