using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class FuncJacobianTests : LeakCheck
{
    private static Tensor Vector => Torch.Tensor([1.0, 2, 3]);

    [Fact]
    public void Jacobians_WithRespectToEachOfThree_AreThoseOfTheFormula()
    {
        var (a, b, c) = (Vector, Vector + 1, Vector + 2);
        static Tensor Formula(Tensor x, Tensor y, Tensor z) => x * y.Square() * z.Pow(3);
        Tensor[] expected = [b.Square() * c.Pow(3), 2 * a * b * c.Pow(3), 3 * a * b.Square() * c.Square()];
        for (var i = 0; i < expected.Length; i++)
        {
            Func.Jacrev(Formula, i)(a, b, c).Should().BeCloseTo(expected[i].Diag());
            Func.Jacfwd(Formula, i - 3)(a, b, c).Should().BeCloseTo(expected[i].Diag());
            Func.Jacrev(Formula, i, chunkSize: 2)(a, b, c).Should().BeCloseTo(expected[i].Diag());
        }

        Func.Hessian((x, y, z) => Formula(x, y, z).Sum(), 2)(a, b, c).Should().BeCloseTo((6 * a * b.Square() * c).Diag());
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

    [Fact]
    public void Jacobians_WithAux_HandItOn()
    {
        static (Tensor Output, Tensor[] Aux) Function(Tensor[] args) => (args[0].Square(), [args[0] * 10]);

        var reverse = Func.Jacrev(Function)([Vector]);
        var forward = Func.Jacfwd(Function)([Vector]);
        var (_, _, aux) = Func.Vjp(args => (new[] { args[0].Square() }, new[] { args[0] * 10 }), Vector);
        var jvp = Func.Jvp(args => (new[] { args[0].Square() }, new[] { args[0] * 10 }), [Vector], [Vector]);

        reverse.Jacobian.Should().BeEqualTo(Vector.Diag() * 2);
        forward.Jacobian.Should().BeEqualTo(Vector.Diag() * 2);
        foreach (var given in new[] { reverse.Aux, forward.Aux, aux, jvp.Aux })
        {
            given.Should().ContainSingle().Which.Should().HaveValues(10, 20, 30);
        }
    }
}
