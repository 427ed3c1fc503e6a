using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class FunctionalTests : LeakCheck
{
    private static readonly Dictionary<string, Func<Tensor[], Tensor[]>> General = new()
    {
        ["exp_sum"] = xs => [xs[0].Exp().Sum(1)],
        ["weighted"] = xs => [(2 * xs[0].Pow(2)) + (3 * xs[1].Sin() * xs[0])],
        ["matrix"] = xs => [xs[0].Matmul(xs[1]), (xs[0].Sum() * xs[1]).Tanh()],
        ["unused"] = xs => [xs[0] * 3, xs[1].Cos()],
        ["number"] = xs => [xs[0].Pow(3), xs[0].Sin()],
    };

    private static readonly Dictionary<string, Func<Tensor[], Tensor>> Scalar = new()
    {
        ["pow_reducer"] = xs => xs[0].Pow(3).Sum(),
        ["pow_adder"] = xs => ((2 * xs[0].Pow(2)) + (3 * xs[1].Pow(2))).Sum(),
        ["product"] = xs => (xs[0].Exp() * xs[1].Sin()).Sum() * xs[0].Sum(),
        ["linear"] = xs => (3 * xs[0]).Sum() + xs[1].Pow(2).Sum(),
    };

    public static TheoryData<FixtureCase> Cases(string kind)
    {
        var data = new TheoryData<FixtureCase>();
        foreach (var one in Fixture.Load("autograd/functional").Where(one => one.Text("kind") == kind))
        {
            data.Add(one);
        }
        return data;
    }

    private static Tensor[] Given(FixtureCase one, string section = "inputs") => [.. one.Tensors(section).Select(named => named.Tensor)];

    [Theory]
    [MemberData(nameof(Cases), "general")]
    public void Jacobian_IsPyTorchs(FixtureCase one)
    {
        Compare(one, Functional.Jacobian(General[one.Name], Given(one)), "jacobian");
        Compare(one, Functional.Jacobian(General[one.Name], Given(one), vectorize: true), "jacobian");
        Compare(one, Functional.Jacobian(General[one.Name], Given(one), vectorize: true, strategy: DifferentiationStrategy.ForwardMode), "jacobian");
    }

    [Theory]
    [MemberData(nameof(Cases), "general")]
    public void Products_WithTheJacobian_ArePyTorchs(FixtureCase one)
    {
        var (outputs, vjp) = Functional.Vjp(General[one.Name], Given(one), Given(one, "left"));
        var (_, jvp) = Functional.Jvp(General[one.Name], Given(one), Given(one, "right"));

        outputs.Should().OnlyContain(output => !output.RequiresGrad);
        Compare(one, vjp, "vjp");
        Compare(one, jvp, "jvp");
    }

    [Theory]
    [MemberData(nameof(Cases), "scalar")]
    public void Hessian_AndProductsWithIt_ArePyTorchs(FixtureCase one)
    {
        Compare(one, Functional.Hessian(Scalar[one.Name], Given(one)), "hessian");
        Compare(one, Functional.Hessian(Scalar[one.Name], Given(one), vectorize: true), "hessian");
        Compare(one, Functional.Hessian(Scalar[one.Name], Given(one), vectorize: true, outerJacobianStrategy: DifferentiationStrategy.ForwardMode), "hessian");
        Compare(one, Functional.Vhp(Scalar[one.Name], Given(one), Given(one, "right")).Vhp, "vhp");
        Compare(one, Functional.Hvp(Scalar[one.Name], Given(one), Given(one, "right")).Hvp, "hvp");
    }

    [Fact]
    public void Jacobian_OfOneTensor_HasTheShapesOfBoth()
    {
        var x = Torch.Tensor([1.0, 2.0, 3.0]);

        Functional.Jacobian(t => t * t, x).Should().HaveShape(3, 3).And.HaveValues(2, 0, 0, 0, 4, 0, 0, 0, 6);
        Functional.Jacobian(t => t.Sum(), x).Should().HaveShape(3).And.HaveValues(1, 1, 1);
        Functional.Jacobian(t => t[..0], x).Should().HaveShape(0, 3);
        Functional.Hessian(t => t.Pow(3).Sum(), x).Diagonal().Should().HaveValues(6, 12, 18);
        Functional.Jacobian(xs => xs[0] * xs[1], [x, x])[1].Diagonal().Should().HaveValues(1, 2, 3);
    }

    [Fact]
    public void Jacobian_Vectorized_IsOnePass_WithTheValuesOfTheLoop()
    {
        var (x, y) = (Torch.Tensor([0.5, 2.0, -1.0]), Torch.Tensor([[1.5], [-0.5]]));
        var (calls, passes) = (0, 0);
        Tensor[] Several(Tensor[] xs)
        {
            calls++;
            var product = (xs[0] * xs[1]).Tanh();
            if (product.RequiresGrad)
            {
                product.RegisterHook(_ => passes++);
            }
            return [product, xs[0].Detach() * 2, xs[1].Exp().Sum(), product[..0]];
        }
        var expected = Functional.Jacobian(Several, [x, y]);
        (calls, passes) = (0, 0);

        var rows = Functional.Jacobian(Several, [x, y], vectorize: true);
        (calls, passes).Should().Be((1, 1));
        var columns = Functional.Jacobian(Several, [x, y], vectorize: true, strategy: DifferentiationStrategy.ForwardMode);

        (calls, passes).Should().Be((2, 1), "the forward mode calls once, too, and has no backward pass");
        for (var i = 0; i < expected.Length; i++)
        {
            for (var j = 0; j < 2; j++)
            {
                rows[i][j].Should().BeCloseTo(expected[i][j], 1e-12);
                columns[i][j].Should().BeCloseTo(expected[i][j], 1e-12);
            }
        }
    }

    [Fact]
    public void ForwardMode_OfFunctionsWithATangentRuleOnly_NeedsNoBackward()
    {
        var twice = Function.Create(x => x * 2, (_, _, _) => { }, (_, _) => throw new InvalidOperationException("no backward"), jvp: (_, t) => t * 2, generateVmapRule: true);

        var jacobian = Functional.Jacobian(twice, Torch.Tensor([1.0, 2.0]), vectorize: true, strategy: DifferentiationStrategy.ForwardMode);

        jacobian.Should().HaveValues(2, 0, 0, 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Hessian_Vectorized_IsThatOfTheLoop(bool isForward)
    {
        var x = Torch.Tensor([[0.5, 2.0], [-1.0, 0.25]]);
        static Tensor Formula(Tensor t) => (t.Matmul(t).Sin().Sum() * t.Exp().Sum()).Tanh();
        var strategy = isForward ? DifferentiationStrategy.ForwardMode : DifferentiationStrategy.ReverseMode;

        var hessian = Functional.Hessian(Formula, x, vectorize: true, outerJacobianStrategy: strategy);

        hessian.RequiresGrad.Should().BeFalse();
        hessian.Should().BeCloseTo(Functional.Hessian(Formula, x), 1e-12);
    }

    [Fact]
    public void Jacobian_WithCreateGraph_CanBeDifferentiated()
    {
        var x = Torch.Tensor([1.0, 2.0], requiresGrad: true);

        var vectorized = Functional.Jacobian(t => t.Pow(3), x, createGraph: true, vectorize: true);
        Autograd.Grad(vectorized.Sum(), x).Should().HaveValues(6, 12);
        var jacobian = Functional.Jacobian(t => t.Pow(3), x, createGraph: true);
        jacobian.Sum().Backward();

        jacobian.Diagonal().Detach().Should().HaveValues(3, 12);
        x.Grad.Should().HaveValues(6, 12);
    }

    [Fact]
    public void Jacobian_WithoutCreateGraph_LeavesTheInputAlone()
    {
        var x = Torch.Tensor([1.0, 2.0], requiresGrad: true);
        using var silence = Torch.NoGrad();

        var jacobian = Functional.Jacobian(t => t.Pow(3), x);

        jacobian.RequiresGrad.Should().BeFalse();
        x.Grad.Should().BeNull();
        Torch.IsGradEnabled.Should().BeFalse();
    }

    [Fact]
    public void Hessian_WithCreateGraph_CanBeDifferentiated()
    {
        var x = Torch.Tensor([2.0], requiresGrad: true);

        Functional.Hessian(t => t.Pow(4).Sum(), x, createGraph: true).Sum().Backward();

        x.Grad.Should().HaveValues(24 * 2);
    }

    [Fact]
    public void Vjp_WithCreateGraph_CanBeDifferentiated()
    {
        var x = Torch.Tensor([2.0, 3.0], requiresGrad: true);

        Functional.Vjp(t => t.Pow(3), x, Torch.Tensor([1.0, 10.0]), createGraph: true).Vjp.Sum().Backward();

        x.Grad.Should().HaveValues(12, 180);
    }

    [Fact]
    public void Products_OfSingleElements_NeedNoVector()
    {
        var x = Torch.Tensor([3.0]);

        Functional.Vjp(t => t.Pow(2).Sum(), Torch.Tensor([1.0, 2.0])).Vjp.Should().HaveValues(2, 4);
        Functional.Jvp(t => t * Torch.Tensor([1.0, 2.0]), x).Jvp.Should().HaveValues(1, 2);
        Functional.Vhp(t => t.Pow(3).Sum(), x).Vhp.Should().HaveValues(18);
        Functional.Hvp(t => t.Pow(3).Sum(), x).Hvp.Should().HaveValues(18);
    }

    [Fact]
    public void Products_WithoutAVectorThatIsNeeded_Throw()
    {
        var x = Torch.Tensor([1.0, 2.0]);

        FluentActions.Invoking(() => Functional.Vjp(t => t * t, x)).Should().Throw<ArgumentException>().WithMessage("vjp*left out*output*");
        FluentActions.Invoking(() => Functional.Jvp(t => t * t, x)).Should().Throw<ArgumentException>().WithMessage("jvp*left out*input*");
        FluentActions.Invoking(() => Functional.Vjp(t => t * t, x, Torch.Tensor([1.0]))).Should().Throw<ArgumentException>().WithMessage("vjp*[1]*[2]*");
        FluentActions.Invoking(() => Functional.Vhp(t => t * t, x, x)).Should().Throw<InvalidOperationException>().WithMessage("vhp*single element*");
        FluentActions.Invoking(() => Functional.Hessian(t => t * t, x)).Should().Throw<InvalidOperationException>().WithMessage("hessian*single element*");
    }

    [Fact]
    public void Strict_WhereNothingDepends_Throws()
    {
        var (x, y) = (Torch.Tensor([1.0]), Torch.Tensor([2.0]));

        FluentActions.Invoking(() => Functional.Jacobian(xs => [xs[0] * 2], [x, y], strict: true)).Should().Throw<InvalidOperationException>().WithMessage("*output 0*input 1*");
        FluentActions.Invoking(() => Functional.Jacobian(t => t.Detach(), x, strict: true)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => Functional.Vjp(xs => [xs[0] * 2], [x, y], [x], strict: true)).Should().Throw<InvalidOperationException>().WithMessage("*input 1*");
        FluentActions.Invoking(() => Functional.Jvp(t => t.Detach(), x, strict: true)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => Functional.Hessian(t => (t * 3).Sum(), x, strict: true)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => Functional.Vhp(t => (t * 3).Sum(), x, strict: true)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => Functional.Hvp(t => (t * 3).Sum(), x, strict: true)).Should().Throw<InvalidOperationException>();
        Functional.Hvp(t => (t * 3).Sum(), x).Hvp.Should().HaveValues(0);
    }

    [Fact]
    public void Functions_MayWriteIntoTheirArgument()
    {
        var x = Torch.Tensor([1.0, 2.0]);
        static Tensor[] Sine(Tensor[] xs)
        {
            xs[0] = xs[0].Sin();
            return [xs[0]];
        }
        static Tensor Sum(Tensor[] xs) => Sine(xs)[0].Sum();

        Functional.Jacobian(Sine, [x])[0][0].Diagonal().Should().BeCloseTo(x.Cos());
        Functional.Vjp(Sine, [x], [Torch.OnesLike(x)]).Vjp[0].Should().BeCloseTo(x.Cos());
        Functional.Jvp(Sine, [x], [Torch.OnesLike(x)]).Jvp[0].Should().BeCloseTo(x.Cos());
        Functional.Vhp(Sum, [x], [Torch.OnesLike(x)]).Vhp[0].Should().BeCloseTo(-x.Sin());
        Functional.Hvp(Sum, [x], [Torch.OnesLike(x)]).Hvp[0].Should().BeCloseTo(-x.Sin());
        Tensor[] inputs = [Torch.Tensor([1.0, 2.0], requiresGrad: true)];
        Autograd.Gradcheck(Sine, inputs, checkForwardAd: true).Should().BeTrue();
        inputs[0].Should().HaveValues(1, 2);
    }

    [Fact]
    public void Options_ThatDoNotGoTogether_Throw()
    {
        var x = Torch.Tensor([1.0]);

        FluentActions.Invoking(() => Functional.Jacobian(t => t, x, strict: true, vectorize: true)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Functional.Jacobian(t => t, x, strategy: DifferentiationStrategy.ForwardMode)).Should().Throw<ArgumentException>();
    }

    private static void Compare(FixtureCase one, Tensor[][] rows, string section)
    {
        one.Names(section).Should().HaveCount(rows.Sum(row => row.Length));
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < rows[i].Length; j++)
            {
                rows[i][j].Should().BeCloseTo(one.Tensor(section, $"{i}_{j}"), 1e-10);
            }
        }
    }

    private static void Compare(FixtureCase one, Tensor[] values, string section)
    {
        one.Names(section).Should().HaveCount(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            values[i].Should().BeCloseTo(one.Tensor(section, $"{i}"), 1e-10);
        }
    }
}
