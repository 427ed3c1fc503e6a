using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class RandomTests : LeakCheck
{
    private static readonly Dictionary<string, Func<Tensor>> Calls = new()
    {
        ["rand"] = () => Torch.Rand(5),
        ["rand_double"] = () => Torch.Rand([5], dtype: DType.Float64),
        ["rand_matrix"] = () => Torch.Rand(3, 4),
        ["randn_short"] = () => Torch.Randn(5),
        ["randn_long"] = () => Torch.Randn(20),
        ["randn_double"] = () => Torch.Randn([20], dtype: DType.Float64),
        ["randn_then_rand"] = () => Torch.Cat([Torch.Randn(3), Torch.Rand(3)]),
        ["randint"] = () => Torch.Randint(10, [8]),
        ["randint_low"] = () => Torch.Randint(-5, 5, [2, 4]),
        ["randint_large"] = () => Torch.Randint(0, 1L << 40, [4]),
        ["randperm"] = () => Torch.Randperm(10),
        ["randperm_one"] = () => Torch.Randperm(1),
        ["uniform_"] = () => Torch.Empty(6).Uniform_(-2, 3),
        ["uniform_double"] = () => Torch.Empty([6], dtype: DType.Float64).Uniform_(-2, 3),
        ["normal_"] = () => Torch.Empty(6).Normal_(2, 0.5),
        ["normal_long"] = () => Torch.Empty(17).Normal_(2, 0.5),
        ["normal"] = () => Torch.Normal(mean: Torch.Arange(3, dtype: DType.Float32), std: Torch.Ones(3)),
        ["random_"] = () => Torch.Empty([5], dtype: DType.Int64).Random_(100),
        ["random_from"] = () => Torch.Empty([5], dtype: DType.Int64).Random_(10, 20),
        ["bernoulli_tensor"] = () => Torch.Bernoulli(Torch.Tensor([0.1f, 0.5f, 0.9f, 0.3f])),
        ["multinomial"] = () => Torch.Multinomial(Torch.Tensor([0.1f, 0.2f, 0.7f]), 5, replacement: true),
        ["rand_like"] = () => Torch.RandLike(Torch.Zeros(2, 2)),
        ["two_calls"] = () => Torch.Stack([Torch.Rand(2), Torch.Rand(2)]),
        ["geometric_"] = () => Torch.Empty(6).Geometric_(0.3),
        ["cauchy_"] = () => Torch.Empty([6], dtype: DType.Float64).Cauchy_(),
        ["log_normal_"] = () => Torch.Empty([6], dtype: DType.Float64).LogNormal_(),
        ["bernoulli_"] = () => Torch.Empty(8).Bernoulli_(0.3),
        ["exponential_"] = () => Torch.Empty([6], dtype: DType.Float64).Exponential_(2),
        ["dropout"] = () => F.Dropout(Torch.Ones(8), 0.25),
    };

    [Theory]
    [FixtureData("ops/Random")]
    public void Numbers_AtASeed_AreThoseOfPyTorch(FixtureCase golden)
    {
        Torch.ManualSeed(golden.Int64("seed"));
        var first = Calls[golden.Text("call")]();

        var expected = golden.Tensor("outputs", "output");
        first.Should().HaveShape(expected.Shape);
        if (golden.Boolean("exact"))
        {
            first.Should().BeCloseTo(expected);
        }
    }

    [Theory]
    [FixtureData("ops/Random")]
    public void Numbers_AtTheSameSeed_AreTheSame(FixtureCase golden)
    {
        Torch.ManualSeed(golden.Int64("seed"));
        var first = Calls[golden.Text("call")]();
        Torch.ManualSeed(golden.Int64("seed"));

        Calls[golden.Text("call")]().Should().BeEqualTo(first);
    }

    [Fact]
    public void Bernoulli_HasItsMean()
    {
        Torch.ManualSeed(0);

        Torch.Empty([100_000], dtype: DType.Float64).Bernoulli_(0.3).Mean().Item<double>().Should().BeApproximately(0.3, 0.01);
    }

    [Fact]
    public void Exponential_HasItsMeanAndVariance()
    {
        Torch.ManualSeed(0);
        var numbers = Torch.Empty([100_000], dtype: DType.Float64).Exponential_(2);

        numbers.Mean().Item<double>().Should().BeApproximately(0.5, 0.01);
        numbers.Var().Item<double>().Should().BeApproximately(0.25, 0.02);
    }

    [Fact]
    public void Dropout_KeepsTheMean()
    {
        Torch.ManualSeed(0);
        var dropped = F.Dropout(Torch.Ones(100_000), 0.25);

        dropped.Mean().Item<float>().Should().BeApproximately(1, 0.01f);
        dropped.Eq(0).To(DType.Float64).Mean().Item<double>().Should().BeApproximately(0.25, 0.01);
    }

    [Fact]
    public void Generator_WithASeed_DrawsTheSameAsTheGlobalOne()
    {
        Torch.ManualSeed(42);
        var global = Torch.Randperm(10);
        using var generator = Torch.Generator(42);

        Torch.Randperm(10, generator: generator).Should().BeEqualTo(global);
    }

    [Fact]
    public void Generator_LeavesTheGlobalOneAlone()
    {
        Torch.ManualSeed(1);
        var expected = Torch.Rand(3);
        Torch.ManualSeed(1);
        using var generator = Torch.Generator(7);

        _ = Torch.Rand([3], generator: generator);

        Torch.Rand(3).Should().BeEqualTo(expected);
    }

    [Fact]
    public void State_SetAgain_DrawsTheSame()
    {
        Torch.ManualSeed(3);
        _ = Torch.Randn(5);
        var state = Torch.GetRngState();
        var first = Torch.Randn(5);

        Torch.SetRngState(state);

        Torch.Randn(5).Should().BeEqualTo(first);
        Torch.InitialSeed().Should().Be(3);
    }

    [Fact]
    public void CloneState_GoesOnByItself()
    {
        using var generator = new Generator(5);
        _ = Torch.Rand([3], generator: generator);
        using var clone = generator.CloneState();
        var expected = Torch.Rand([3], generator: generator);

        Torch.Rand([3], generator: clone).Should().BeEqualTo(expected);
    }

    [Fact]
    public void Seed_IsRandom_AndReadBack()
    {
        using var generator = new Generator(Device.Cpu);
        var first = generator.Seed();

        generator.InitialSeed().Should().Be(first);
        generator.Seed().Should().NotBe(first);
        generator.Device.Should().Be(Device.Cpu);
    }

    [Fact]
    public void Generator_OnADeviceWithoutOne_Throws()
    {
        var act = () => new Generator(Device.Meta);

        act.Should().Throw<TorchException>().WithMessage("*generators*");
    }

    [Fact]
    public void DefaultGenerator_IsTheOneThatIsSeeded()
    {
        Torch.ManualSeed(11);
        using var generator = Torch.DefaultGenerator;
        generator.InitialSeed().Should().Be(11);

        var drawn = Torch.Rand([3], generator: generator);
        Torch.ManualSeed(11);

        Torch.Rand(3).Should().BeEqualTo(drawn);
    }

    [Fact]
    public void ForkRng_GoesOnAfterwardsAsIfNothingWasDrawn()
    {
        Torch.ManualSeed(1);
        _ = Torch.Rand(2);
        var expected = Torch.Rand(3);
        Torch.ManualSeed(1);
        _ = Torch.Rand(2);

        using (Torch.ForkRng())
        {
            Torch.ManualSeed(99);
            _ = Torch.Randn(100);
        }

        Torch.Rand(3).Should().BeEqualTo(expected);
    }

    [Fact]
    public void ForkRng_OutlivesAScope_AndEndsOnce()
    {
        Torch.ManualSeed(1);
        var expected = Torch.Rand(3);
        Torch.ManualSeed(1);
        RngFork fork;
        using (Torch.Scope())
        {
            fork = Torch.ForkRng();
            _ = Torch.Rand(4);
        }

        fork.Dispose();
        Torch.Rand(3).Should().BeEqualTo(expected);
        var next = Torch.GetRngState();
        fork.Dispose();

        Torch.GetRngState().Should().BeEqualTo(next);
    }

    [Fact]
    public void ForkRng_SwitchedOff_DoesNothing()
    {
        Torch.ManualSeed(1);
        var expected = Torch.Rand(6)[3..];
        Torch.ManualSeed(1);

        using (Torch.ForkRng(enabled: false))
        {
            _ = Torch.Rand(3);
        }

        Torch.Rand(3).Should().BeEqualTo(expected);
    }

    [Fact]
    public void Rand_OfAWholeNumberType_Throws()
    {
        var act = () => Torch.Rand([2], dtype: DType.Int64);

        act.Should().Throw<TorchException>();
    }

    [Fact]
    public void Generator_Disposed_IsNamed()
    {
        var generator = new Generator(1);
        generator.Dispose();

        FluentActions.Invoking(() => Torch.Rand([2], generator: generator)).Should().Throw<ObjectDisposedException>().Which.ObjectName.Should().Be("PyTorchCS.Generator");
    }
}
