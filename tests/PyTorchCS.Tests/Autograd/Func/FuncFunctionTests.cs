using FluentAssertions;
using PyTorchCS.Testing;
using static PyTorchCS.Tests.SampleFunctions;

namespace PyTorchCS.Tests;

/// <summary>Custom functions inside function transforms.</summary>
public sealed class FuncFunctionTests : LeakCheck
{
    private static Tensor Vector => Torch.Tensor([1.0, 2, 3]);

    private static Tensor Matrix => Torch.Arange(6, dtype: DType.Float64).Reshape(2, 3) / 4;

    public static TheoryData<string> Rules => ["generated", "manual"];

    private static Func<Tensor, Tensor> Exp(string rule) => rule == "generated" ? x => new ExpApart().Apply(x)[0] : x => new ExpWithRule().Apply(x)[0];

    private static Func<Tensor, Tensor, Tensor> Product(string rule) =>
        rule == "generated" ? (x, y) => new ProductApart().Apply(x, y)[0] : (x, y) => new ProductWithRule().Apply(x, y)[0];

    [Fact]
    public void Derivatives_AreThoseOfTheRules()
    {
        var x = Vector;
        Tensor Cubed(Tensor t) => new CubeApart().Apply(t)[0];

        Func.Grad(t => Cubed(t).Sum())(x).Should().HaveValues(3, 12, 27);
        Func.Grad(t => Func.Grad(u => Cubed(u).Sum())(t).Sum())(x).Should().HaveValues(6, 12, 18);
        Func.Jvp(Cubed, x, Torch.OnesLike(x)).JvpOut.Should().HaveValues(3, 12, 27);
        Func.Jvp(t => Func.Jvp(Cubed, t, Torch.OnesLike(t)).JvpOut, x, Torch.OnesLike(x)).JvpOut.Should().HaveValues(6, 12, 18);
        Func.Vjp(Cubed, x).VjpFn(Torch.OnesLike(x)).Should().HaveValues(3, 12, 27);
        Func.Jacrev(Cubed)(x).Diagonal().Should().HaveValues(3, 12, 27);
        Func.Jacfwd(Cubed)(x).Diagonal().Should().HaveValues(3, 12, 27);
        Func.Hessian(t => Cubed(t).Sum())(x).Should().HaveValues(6, 0, 0, 0, 12, 0, 0, 0, 18);
        Func.Jacrev(Func.Jacfwd(t => Cubed(t).Sum()))(x).Diagonal().Should().HaveValues(6, 12, 18);
    }

    [Fact]
    public void Rules_AreUsed_AndNotTheDerivativesOfForward()
    {
        var x = Vector;
        var odd = Function.Create(t => t * 2, (_, _, _) => { }, (_, g) => g * 5, jvp: (_, t) => t * 7);

        Func.Grad(t => odd(t).Sum())(x).Should().HaveValues(5, 5, 5);
        Func.Jvp(odd, x, Torch.OnesLike(x)).JvpOut.Should().HaveValues(7, 7, 7);
        Func.Jacfwd(Func.Grad(t => odd(t).Square().Sum()))(x).Diagonal().Should().HaveValues(70, 70, 70);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Vmap_ComputesForTheBatch(string rule)
    {
        var x = Matrix;

        Func.Vmap(Exp(rule))(x).Should().BeCloseTo(x.Exp());
        Func.Vmap(Exp(rule), inDims: 1, outDims: -1)(x).Should().BeCloseTo(x.Exp());
        Func.Vmap(Func.Vmap(Exp(rule)))(x).Should().BeCloseTo(x.Exp());
        Func.Vmap(Product(rule))(x, x + 1).Should().BeCloseTo(x * (x + 1));
        Func.Vmap(Product(rule), [0, null])(x, Vector).Should().BeCloseTo(x * Vector);
        Func.Vmap(Product(rule), [null, 1])(Vector, x.T).Should().BeCloseTo(x * Vector);
        Func.Vmap((a, b) => Product(rule)(Vector, Vector) + a + b)(x, x).Should().BeCloseTo(Vector.Square() + x + x);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Vmap_AroundDerivatives_GivesThoseOfEachSlice(string rule)
    {
        var x = Matrix;

        Func.Vmap(Func.Grad(t => Exp(rule)(t).Sum()))(x).Should().BeCloseTo(x.Exp());
        Func.Vmap(Func.Jacfwd(Exp(rule)))(x).Diagonal(dim1: 1, dim2: 2).Should().BeCloseTo(x.Exp());
        Func.Vmap(Func.Grad((a, b) => Product(rule)(a, b).Sum()), [null, 0])(Vector, x).Should().BeCloseTo(x);
        Func.Vmap(Func.Hessian(t => Exp(rule)(t).Sum()))(x).Diagonal(dim1: 1, dim2: 2).Should().BeCloseTo(x.Exp());
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Derivatives_OfVmap_AreThoseOfTheBatch(string rule)
    {
        var x = Matrix;

        Func.Grad(t => Func.Vmap(Exp(rule))(t).Sum())(x).Should().BeCloseTo(x.Exp());
        Func.Jvp(t => Func.Vmap(Exp(rule))(t), x, Torch.OnesLike(x)).JvpOut.Should().BeCloseTo(x.Exp());
        Func.Grad((a, b) => Func.Vmap(Product(rule), [0, null])(a, b).Sum(), 1)(x, Vector).Should().BeCloseTo(x.Sum(0));
        Func.Grad((a, b) => Func.Vmap(Product(rule), [1, null], 1)(a, b).Sum())(x.T, Vector).Should().BeCloseTo(Vector.Unsqueeze(1).ExpandAs(x.T));
        Func.Grad(t => Func.Grad(u => Func.Vmap(Exp(rule))(u).Sum())(t).Sum())(x).Should().BeCloseTo(x.Exp());
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void BackwardPasses_AfterVmap_SeeThePlainGraph(string rule)
    {
        var x = Matrix.RequiresGrad_();
        var y = Vector.RequiresGrad_();

        Func.Vmap(Product(rule), [0, null])(x, y).Sum().Backward();

        x.Grad.Should().BeCloseTo(Vector.ExpandAs(x));
        y.Grad.Should().BeCloseTo(x.Detach().Sum(0));
    }

    [Fact]
    public void GeneratedRule_ReducesGradientsThatWereBroadcast()
    {
        // The second input is stretched in the forward form, and its gradient comes back stretched.
        var x = Matrix;
        var w = Torch.Tensor([[2.0], [3.0]]);

        Func.Vmap(Func.Grad((a, b) => new ProductApart().Apply(a, b)[0].Sum(), 1))(x, w).Should().BeCloseTo(x.Sum(1, keepdim: true));
        Func.Grad((a, b) => Func.Vmap((c, d) => new ProductApart().Apply(c, d)[0])(a, b).Sum(), 1)(x, w).Should().BeCloseTo(x.Sum(1, keepdim: true));
    }

    [Fact]
    public void ManualRule_SeesTheBatch()
    {
        VmapInfo? seen = null;
        long? dim = null;
        var function = Function.Create(
            x => x * 2,
            (_, _, _) => { },
            (_, g) => g * 2,
            vmap: (info, inDim, x) =>
            {
                (seen, dim) = (info, inDim);
                return (x * 2, inDim);
            });

        Func.Vmap(function, inDims: 1, outDims: 1, randomness: VmapRandomness.Different)(Matrix).Should().BeCloseTo(Matrix * 2);

        seen.Should().Be(new VmapInfo(3, VmapRandomness.Different));
        dim.Should().Be(1);
    }

    [Fact]
    public void ManualRule_MayGiveWhatIsTheSameForAll()
    {
        var function = Function.Create(_ => Vector, (_, _, _) => { }, (_, g) => null, vmap: (_, _, _) => (Vector, null));

        Func.Vmap(function)(Matrix).Should().HaveShape(2, 3);
    }

    [Fact]
    public void WithoutWhatItNeeds_ATransformNamesTheFunction()
    {
        var x = Matrix;

        FluentActions.Invoking(() => Func.Vmap(t => new CubeApart().Apply(t)[0])(x)).Should().Throw<NotSupportedException>().WithMessage("CubeApart:*Vmap*");
        FluentActions.Invoking(() => Func.Vmap(t => new Cube().Apply(t)[0])(x)).Should().Throw<NotSupportedException>().WithMessage("Cube:*SetupContext*");
        FluentActions.Invoking(() => Func.Vmap(t => new TwoRules().Apply(t)[0])(x)).Should().Throw<InvalidOperationException>().WithMessage("TwoRules:*two rules*");
        FluentActions.Invoking(() => Func.Jvp(t => new WithoutJvp().Apply(t)[0], x, x)).Should().Throw<NotSupportedException>().WithMessage("WithoutJvp:*Jvp*");
        Func.DebugUnwrap(x).Should().BeSameAs(x);
    }

    [Fact]
    public void ManualRule_ThatReturnsTheWrongThing_IsAnError()
    {
        Func<Tensor, Tensor> With((Tensor, long?) result) => Function.Create(t => t * 2, (_, _, _) => { }, (_, g) => g, "Wrong", vmap: (_, _, _) => result);

        FluentActions.Invoking(() => Func.Vmap(With((null!, 0)))(Matrix)).Should().Throw<InvalidOperationException>().WithMessage("Vmap of Wrong*null*");
        FluentActions.Invoking(() => Func.Vmap(With((Matrix, 2)))(Matrix)).Should().Throw<InvalidOperationException>().WithMessage("Vmap of Wrong*no dimension 2*");
    }

    [Fact]
    public void Functions_ThatChangeInPlace_DoSoInEveryLayer()
    {
        Tensor Twice(Tensor t) => new TwiceInPlace().Apply(t * 1)[0];

        Func.Grad(t => Twice(t).Square().Sum())(Vector).Should().HaveValues(8, 16, 24);
        Func.Jvp(Twice, Vector, Torch.OnesLike(Vector)).JvpOut.Should().HaveValues(2, 2, 2);
        Func.Grad(t => Func.Grad(u => Twice(u).Pow(3).Sum())(t).Sum())(Vector).Should().HaveValues(48, 96, 144);
        FluentActions.Invoking(() => Func.Vmap(t => Twice(t))(Matrix)).Should().Throw<NotSupportedException>().WithMessage("TwiceInPlace:*in place*");
    }

    [Fact]
    public void Outputs_WithoutGradient_AndOnceDifferentiableFunctions_KeepTheirMarks()
    {
        var x = Vector;
        Tensor[] Marked(Tensor[] inputs) => new ExpAndSign().Apply(inputs);

        var (gradient, aux) = Func.Grad((Tensor[] given) =>
        {
            var outputs = Marked(given);
            return (outputs[0].Sum(), new[] { outputs[1] });
        })([x]);
        gradient.Should().BeCloseTo(x.Exp());
        aux[0].Should().HaveValues(1, 1, 1);
        Func.Vmap((Tensor[] given) => Marked(given))([Matrix])[1].Should().BeCloseTo(Matrix.Sign());
        Func.Grad(t => new OnceApart().Apply(t)[0].Sum())(x).Should().HaveValues(2, 2, 2);
    }

    [Fact]
    public void Rules_RunUnderTheModesOfTheProgram()
    {
        using (Torch.NoGrad())
        {
            Func.Grad(t => new CubeApart().Apply(t)[0].Sum())(Vector).Should().HaveValues(3, 12, 27);
            Torch.IsGradEnabled.Should().BeFalse();
        }
        var w = Vector.RequiresGrad_();
        var gradient = Func.Grad(t => new ProductApart().Apply(t, w)[0].Sum())(Vector);
        gradient.Square().Sum().Backward();
        w.Grad.Should().HaveValues(2, 4, 6);
    }

    private sealed class CubeApart : Function
    {
        protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs) => [inputs[0].Pow(3)];

        protected override void SetupContext(FunctionCtx ctx, Tensor[] inputs, Tensor[] outputs)
        {
            ctx.SaveForBackward(inputs);
            ctx.SaveForForward(inputs);
        }

        protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs) => [gradOutputs[0] * new SquareApart().Apply(ctx.SavedTensors[0])[0] * 3];

        protected override Tensor?[] Jvp(FunctionCtx ctx, Tensor[] gradInputs) => [gradInputs[0] * new SquareApart().Apply(ctx.SavedTensors[0])[0] * 3];
    }

    private sealed class SquareApart : Function
    {
        protected override bool GenerateVmapRule => true;

        protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs) => [inputs[0].Square()];

        protected override void SetupContext(FunctionCtx ctx, Tensor[] inputs, Tensor[] outputs)
        {
            ctx.SaveForBackward(inputs);
            ctx.SaveForForward(inputs);
        }

        protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs) => [gradOutputs[0] * ctx.SavedTensors[0] * 2];

        protected override Tensor?[] Jvp(FunctionCtx ctx, Tensor[] gradInputs) => [gradInputs[0] * ctx.SavedTensors[0] * 2];
    }

    private sealed class ExpWithRule : SampleFunctions.ExpApart
    {
        protected override bool GenerateVmapRule => false;

        protected override (Tensor[] Outputs, long?[] OutDims) Vmap(VmapInfo info, long?[] inDims, Tensor[] args) => (Apply(args), inDims);
    }

    private class ProductApart : Function
    {
        protected override bool GenerateVmapRule => true;

        protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs) => [inputs[0] * inputs[1]];

        protected override void SetupContext(FunctionCtx ctx, Tensor[] inputs, Tensor[] outputs) => ctx.SaveForBackward(inputs);

        protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs) => [gradOutputs[0] * ctx.SavedTensors[1], gradOutputs[0] * ctx.SavedTensors[0]];
    }

    private sealed class ProductWithRule : ProductApart
    {
        protected override bool GenerateVmapRule => false;

        protected override (Tensor[] Outputs, long?[] OutDims) Vmap(VmapInfo info, long?[] inDims, Tensor[] args)
        {
            // The batch goes to the front, where the other argument needs no dimension for it.
            var moved = args.Select((arg, i) => inDims[i] is { } dim ? arg.Movedim(dim, 0) : arg.Unsqueeze(0)).ToArray();
            return (Apply(moved), [0]);
        }
    }

    private sealed class TwoRules : ExpApart
    {
        protected override (Tensor[] Outputs, long?[] OutDims) Vmap(VmapInfo info, long?[] inDims, Tensor[] args) => (Apply(args), inDims);
    }

    private sealed class WithoutJvp : Function
    {
        protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs) => [inputs[0] * 2];

        protected override void SetupContext(FunctionCtx ctx, Tensor[] inputs, Tensor[] outputs)
        {
        }

        protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs) => [gradOutputs[0] * 2];
    }

    private sealed class TwiceInPlace : Function
    {
        protected override bool GenerateVmapRule => true;

        protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs) => [inputs[0].Mul_(2)];

        protected override void SetupContext(FunctionCtx ctx, Tensor[] inputs, Tensor[] outputs) => ctx.MarkDirty(inputs[0]);

        protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs) => [gradOutputs[0] * 2];

        protected override Tensor?[] Jvp(FunctionCtx ctx, Tensor[] gradInputs) => [gradInputs[0].Mul_(2)];
    }

    private sealed class ExpAndSign : Function
    {
        protected override bool GenerateVmapRule => true;

        protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs) => [inputs[0].Exp(), inputs[0].Sign()];

        protected override void SetupContext(FunctionCtx ctx, Tensor[] inputs, Tensor[] outputs)
        {
            ctx.SaveForBackward(outputs[0]);
            ctx.MarkNonDifferentiable(outputs[1]);
        }

        protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs) => [gradOutputs[0] * ctx.SavedTensors[0]];
    }

    private sealed class OnceApart : Function
    {
        protected override Tensor[] Forward(FunctionCtx ctx, Tensor[] inputs) => [inputs[0] * 2];

        protected override void SetupContext(FunctionCtx ctx, Tensor[] inputs, Tensor[] outputs)
        {
        }

        [OnceDifferentiable]
        protected override Tensor?[] Backward(FunctionCtx ctx, Tensor[] gradOutputs) => [gradOutputs[0] * 2];
    }
}
