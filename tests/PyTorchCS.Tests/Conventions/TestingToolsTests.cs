using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

/// <summary>The tools that other tests trust must fail where something is wrong.</summary>
public sealed class TestingToolsTests : LeakCheck
{
    [Theory]
    [InlineData(1e-4, false)]
    [InlineData(1e-6, true)]
    public void BeCloseTo_OfFloat32_AllowsRoundingOnly(double error, bool passes)
    {
        Action act = () => (Torch.Ones(3) * (1 + error)).Should().BeCloseTo(Torch.Ones(3));

        Passes(act).Should().Be(passes);
    }

    [Theory]
    [InlineData(1e-9, false)]
    [InlineData(1e-11, true)]
    public void BeCloseTo_OfFloat64_AllowsRoundingOnly(double error, bool passes)
    {
        var one = Torch.Ones([3], dtype: DType.Float64);

        Action act = () => (one * (1 + error)).Should().BeCloseTo(one);

        Passes(act).Should().Be(passes);
    }

    [Fact]
    public void BeCloseTo_OfAnotherShapeTypeOrNull_Fails()
    {
        Passes(() => Torch.Ones(1, 3).Should().BeCloseTo(Torch.Ones(3))).Should().BeFalse();
        Passes(() => Torch.Ones([3], dtype: DType.Float64).Should().BeCloseTo(Torch.Ones(3))).Should().BeFalse();
        Passes(() => ((Tensor?)null).Should().BeCloseTo(Torch.Ones(3))).Should().BeFalse();
    }

    [Fact]
    public void BeCloseTo_TreatsNanAndInfinityAsValues()
    {
        var special = Torch.Tensor([float.NaN, float.PositiveInfinity, 1]);

        Passes(() => special.Should().BeCloseTo(special.Clone())).Should().BeTrue();
        Passes(() => Torch.Tensor([1f, float.PositiveInfinity, 1]).Should().BeCloseTo(special)).Should().BeFalse();
        Passes(() => Torch.Tensor([float.NaN, float.NegativeInfinity, 1]).Should().BeCloseTo(special)).Should().BeFalse();
        Passes(() => Torch.Tensor([float.NaN, 1, 1]).Should().BeCloseTo(special)).Should().BeFalse();
    }

    [Fact]
    public void BeCloseTo_OfWholeNumbers_IsExact() =>
        Passes(() => Torch.Tensor([(1L << 60) + 1]).Should().BeCloseTo(Torch.Tensor([1L << 60]))).Should().BeFalse();

    [Fact]
    public void BeCloseTo_NamesTheWorstElement()
    {
        var actual = Torch.Zeros(2, 3);
        actual.Set(0.5, 1, 2);
        actual.Set(0.25, 0, 1);

        var act = () => actual.Should().BeCloseTo(Torch.Zeros(2, 3));

        act.Should().Throw<Exception>().WithMessage("*[1, 2] is 0.5 where 0 was expected*2 of 6 elements*");
    }

    [Fact]
    public void LeakCheck_FindsATensorThatStaysAlive()
    {
        var check = new Leaky();
        var leak = Torch.Ones(1);

        var act = check.Dispose;

        act.Should().Throw<LeakException>().WithMessage("1 native tensors*");
        leak.Dispose();
    }

    [Fact]
    public void LeakCheck_ForgivesGarbage()
    {
        var check = new Leaky();
        MakeGarbage();

        FluentActions.Invoking(check.Dispose).Should().NotThrow();
    }

    [Fact]
    public void Fixture_KnowsItsCases()
    {
        var golden = Fixture.Load("modules/Linear", "vector_float64");

        golden.DType.Should().Be(DType.Float64);
        golden.Args.Int64("inFeatures").Should().Be(4);
        golden.Args.Boolean("bias", true).Should().BeTrue();
        golden.Tensor("state", "weight").Should().HaveShape(3, 4).And.HaveDType(DType.Float64);
        golden.Tensors("gradients").Select(g => g.Name).Should().Equal("input", "weight", "bias");
        FluentActions.Invoking(() => golden.Tensor("state", "none")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Fixture.Load("modules/Linear", "none")).Should().Throw<ArgumentException>().WithMessage("*vector_float64*");
        FluentActions.Invoking(() => Fixture.Load("modules/None")).Should().Throw<FileNotFoundException>();
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void MakeGarbage() => _ = (Torch.Ones(1) + 1) * 2;

    private static bool Passes(Action act) => Record.Exception(act) is null;

    private sealed class Leaky : LeakCheck;
}
