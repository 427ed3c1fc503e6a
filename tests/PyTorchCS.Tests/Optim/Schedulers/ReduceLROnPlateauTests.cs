using FluentAssertions;
using PyTorchCS.Optim;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Tests.Optim;

public sealed class ReduceLROnPlateauTests : LeakCheck
{
    [Fact]
    public void Step_WithoutMetric_SaysWhatToCall()
    {
        var scheduler = new ReduceLROnPlateau(Optimizer());
        var step = () => scheduler.Step();

        step.Should().Throw<InvalidOperationException>().WithMessage("*Step(metrics)*");
    }

    [Fact]
    public void Constructor_FactorOfOne_Throws()
    {
        var make = () => new ReduceLROnPlateau(Optimizer(), factor: 1);

        make.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("factor");
    }

    [Fact]
    public void Constructor_MinLrsForOtherGroups_Throws()
    {
        var make = () => new ReduceLROnPlateau(Optimizer(), minLr: new[] { 0.1, 0.2 });

        make.Should().Throw<ArgumentException>().WithMessage("*minLr*2*1*");
    }

    [Fact]
    public void Step_GroupAddedLater_ReducesItWhereOneMinimumHoldsForAll()
    {
        var (optimizer, other) = (Optimizer(), Optimizer());
        var scheduler = new ReduceLROnPlateau(optimizer, patience: 0, factor: 0.1, minLr: 0.05);
        var listed = new ReduceLROnPlateau(other, patience: 0, minLr: new[] { 0.05 });
        var group = optimizer.AddParamGroup([new Parameter(Torch.Zeros(1))], lr: 0.2);
        other.AddParamGroup([new Parameter(Torch.Zeros(1))], lr: 0.2);
        scheduler.Step(1);
        listed.Step(1);

        scheduler.Step(2);
        var step = () => listed.Step(2);

        group.Lr.Should().Be(0.05);
        step.Should().Throw<InvalidOperationException>().WithMessage("*ReduceLROnPlateau*added*");
        other.ParamGroups.Select(each => each.Lr).Should().Equal(0.1, 0.2);
    }

    [Fact]
    public void Step_NaN_CountsAsNoImprovement()
    {
        var scheduler = new ReduceLROnPlateau(Optimizer(), patience: 0, factor: 0.5);
        scheduler.Step(1);

        scheduler.Step(double.NaN);

        scheduler.GetLastLr().Should().Equal(0.05);
    }

    private static SGD Optimizer() => new([new Parameter(Torch.Zeros(1))], lr: 0.1);
}
