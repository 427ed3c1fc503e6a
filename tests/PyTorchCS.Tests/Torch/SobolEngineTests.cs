using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class SobolEngineTests : LeakCheck
{
    [Theory]
    [FixtureData("ops/Sobol")]
    public void Points_AreThoseOfPyTorch(FixtureCase golden)
    {
        var engine = new SobolEngine(golden.Args.Int64("dimension"), golden.Args.Boolean("scramble"), golden.Args.OptionalInt64("seed"));

        engine.Draw().Should().BeEqualTo(golden.Tensor("outputs", "one"));
        engine.Draw(4).Should().BeEqualTo(golden.Tensor("outputs", "more"));
        engine.FastForward(3).Draw(2, dtype: DType.Float64).Should().BeEqualTo(golden.Tensor("outputs", "skipped"));
        engine.NumGenerated.Should().Be(10);
        engine.Reset().DrawBase2(3).Should().BeEqualTo(golden.Tensor("outputs", "again"));
        engine.Reset().FastForward(5).Draw(2).Should().BeEqualTo(golden.Tensor("outputs", "afterSkip"));
        engine.ToString().Should().Be(golden.Text("text"));
    }

    [Fact]
    public void Engine_OutlivesTheScopeItWasMadeIn()
    {
        SobolEngine engine;
        using (Torch.Scope())
        {
            engine = new SobolEngine(2, scramble: true);
            engine.Draw(3);
        }

        engine.Draw(2).Should().HaveShape(2, 2);
    }

    [Fact]
    public void Draw_IntoATensor_ResizesIt()
    {
        var into = Torch.Empty(0);

        new SobolEngine(2).Draw(4, @out: into).Should().BeSameAs(into);

        into.Should().BeEqualTo(new SobolEngine(2).Draw(4));
    }

    [Fact]
    public void DrawBase2_OutOfBalance_Throws()
    {
        var engine = new SobolEngine(1);
        engine.Draw(3);
        var act = () => engine.DrawBase2(2);

        act.Should().Throw<InvalidOperationException>().WithMessage("draw_base2: 3 points*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(21202)]
    public void Dimensions_ThatThereAreNot_Throw(long dimension)
    {
        var act = () => new SobolEngine(dimension);

        act.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void DrawBase2_OfMoreThanThereAre_Throws() =>
        FluentActions.Invoking(() => new SobolEngine(1).DrawBase2(64)).Should().Throw<ArgumentOutOfRangeException>();
}
