using FluentAssertions;
using PyTorchCS.Optim;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Tests.Optim;

public sealed class AdamTests : LeakCheck
{
    [Theory]
    [InlineData(1.0, 0.999)]
    [InlineData(-0.1, 0.999)]
    [InlineData(0.9, 1.0)]
    [InlineData(0.9, double.NaN)]
    public void Constructor_BetasOutOfRange_Throws(double beta1, double beta2)
    {
        var make = () => new Adam([Weight()], betas: (beta1, beta2));

        make.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*betas*");
    }

    [Fact]
    public void Constructor_NegativeEps_Throws()
    {
        var make = () => new Adam([Weight()], eps: -1);

        make.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("eps");
    }

    [Fact]
    public void Constructor_NegativeWeightDecay_Throws()
    {
        var make = () => new AdamW([Weight()], weightDecay: -1);

        make.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("weightDecay");
    }

    [Fact]
    public void Defaults_OfAdamAndAdamW_ArePyTorchs()
    {
        var (adam, adamW) = (new Adam([Weight()]).Defaults, new AdamW([Weight()]).Defaults);

        adam.Should().Be(new AdamOptions { Lr = 1e-3, Betas = (0.9, 0.999), Eps = 1e-8 });
        adamW.Should().Be(adam with { WeightDecay = 1e-2, DecoupledWeightDecay = true });
    }

    [Fact]
    public void Step_DecoupledWeightDecay_IsAdamW()
    {
        var (first, second) = (Weight(), Weight());
        (first.Grad, second.Grad) = (Torch.Ones(2), Torch.Ones(2));

        new Adam([first], weightDecay: 0.1, decoupledWeightDecay: true).Step();
        new AdamW([second], weightDecay: 0.1).Step();

        first.Should().BeEqualTo(second);
    }

    [Fact]
    public void Options_AmsgradSetBetweenSteps_AddsItsState()
    {
        var weight = Weight();
        var optimizer = new Adam([weight]);
        weight.Grad = Torch.Ones(2);
        optimizer.Step();
        optimizer.ParamGroups[0].Options = optimizer.ParamGroups[0].Options with { Amsgrad = true };

        optimizer.Step();

        optimizer.State(weight).Keys.Should().Contain("max_exp_avg_sq");
    }

    private static Tensor Weight() => new Parameter(Torch.Ones(2));
}
