using FluentAssertions;
using PyTorchCS.Optim;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Tests.Optim;

public sealed class LRSchedulerTests : LeakCheck
{
    [Fact]
    public void Constructor_LastEpochWithoutInitialLr_Throws()
    {
        var make = () => new StepLR(Optimizer(), stepSize: 2, lastEpoch: 3);

        make.Should().Throw<ArgumentException>().WithMessage("*lastEpoch is 3*InitialLr*");
    }

    [Fact]
    public void Constructor_LastEpoch_GoesOnWhereTheOtherStopped()
    {
        var optimizer = Optimizer();
        var whole = new StepLR(optimizer, stepSize: 3, gamma: 0.5);
        var rates = Rates(whole, 9);
        var resumed = Optimizer(rates[4]);
        resumed.ParamGroups[0].InitialLr = 0.1;

        // Four epochs are done; making the scheduler sets the rate of the fifth.
        var rest = new StepLR(resumed, stepSize: 3, gamma: 0.5, lastEpoch: 4);

        new[] { resumed.ParamGroups[0].Lr }.Concat(Rates(rest, 4)).Should().Equal(rates[4..]);
    }

    [Fact]
    public void Constructor_SecondScheduler_KeepsTheInitialRate()
    {
        var optimizer = Optimizer();
        Rates(new ExponentialLR(optimizer, gamma: 0.5), 3);

        new StepLR(optimizer, stepSize: 10).BaseLrs.Should().Equal(0.1);
    }

    [Fact]
    public void Constructor_WithoutOptimizer_Throws()
    {
        var make = () => new ExponentialLR(null!, gamma: 0.5);

        make.Should().Throw<ArgumentNullException>().WithParameterName("optimizer");
    }

    [Fact]
    public void StepLR_StepSizeOfZero_Throws()
    {
        var make = () => new StepLR(Optimizer(), stepSize: 0);

        make.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("stepSize");
    }

    [Fact]
    public void CosineAnnealingLR_TMaxOfZero_Throws()
    {
        var make = () => new CosineAnnealingLR(Optimizer(), tMax: 0);

        make.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("tMax");
    }

    [Fact]
    public void LambdaLR_TwoFunctionsForOneGroup_Throws()
    {
        var make = () => new LambdaLR(Optimizer(), [epoch => 1, epoch => 2]);

        make.Should().Throw<ArgumentException>().WithMessage("*2*1 parameter groups*");
    }

    [Fact]
    public void LambdaLR_ThatThrows_ChangesNoRate()
    {
        var optimizer = Optimizer();
        optimizer.AddParamGroup([new Parameter(Torch.Zeros(1))]);
        var scheduler = new LambdaLR(optimizer, [epoch => 0.5, epoch => epoch == 0 ? 1 : throw new TimeoutException()]);
        var step = scheduler.Step;

        step.Should().Throw<TimeoutException>();
        optimizer.ParamGroups[0].Lr.Should().Be(0.05);
    }

    [Fact]
    public void OneCycleLR_WithoutLength_Throws()
    {
        var make = () => new OneCycleLR(Optimizer(), maxLr: 1, cycleMomentum: false);

        make.Should().Throw<ArgumentException>().WithMessage("*totalSteps*epochs*");
    }

    [Fact]
    public void OneCycleLR_OptimizerWithoutMomentum_Throws()
    {
        var make = () => new OneCycleLR(new Adagrad([new Parameter(Torch.Zeros(1))]), maxLr: 1, totalSteps: 5);

        make.Should().Throw<ArgumentException>().WithMessage("*Adagrad*momentum*");
    }

    [Fact]
    public void OneCycleLR_OfAdam_CyclesTheFirstBeta()
    {
        var optimizer = new Adam([new Parameter(Torch.Zeros(1))]);

        _ = new OneCycleLR(optimizer, maxLr: 1, totalSteps: 5);

        optimizer.ParamGroups[0].Options.Betas.Should().Be((0.95, 0.999));
    }

    [Fact]
    public void OneCycleLR_AfterItsEnd_Throws()
    {
        var scheduler = new OneCycleLR(Optimizer(), maxLr: 1, totalSteps: 3, cycleMomentum: false);
        Rates(scheduler, 3);
        var step = scheduler.Step;

        step.Should().Throw<InvalidOperationException>().WithMessage("*3 steps*");
    }

    [Fact]
    public void SequentialLR_TooManyMilestones_Throws()
    {
        var optimizer = Optimizer();
        var make = () => new SequentialLR(optimizer, [new StepLR(optimizer, 2)], [3]);

        make.Should().Throw<ArgumentException>().WithMessage("*milestone*");
    }

    [Fact]
    public void ChainedScheduler_OfTwoOptimizers_Throws()
    {
        var make = () => new ChainedScheduler([new StepLR(Optimizer(), 2), new StepLR(Optimizer(), 2)]);

        make.Should().Throw<ArgumentException>().WithMessage("*another optimizer*");
    }

    [Fact]
    public void ChainedScheduler_WithPlateau_Throws()
    {
        var make = () => new ChainedScheduler([new ReduceLROnPlateau(Optimizer())]);

        make.Should().Throw<ArgumentException>().WithMessage("*metric*");
    }

    [Fact]
    public void LoadStateDict_OfSomethingElse_SaysWhatIsMissing()
    {
        var scheduler = new StepLR(Optimizer(), 2);
        var load = () => scheduler.LoadStateDict(new Dictionary<string, object?> { ["weight"] = 1 });

        load.Should().Throw<ArgumentException>().WithMessage("*last_epoch*weight*");
    }

    [Fact]
    public void StateDict_OfStepLR_HoldsItsArguments() => new StepLR(Optimizer(), stepSize: 4, gamma: 0.3).StateDict()
        .Should().Contain("step_size", 4L).And.Contain("gamma", 0.3).And.Contain("_step_count", 1L);

    private static double[] Rates(LRScheduler scheduler, int steps)
    {
        var rates = new double[steps];
        for (var i = 0; i < steps; i++)
        {
            scheduler.Step();
            rates[i] = scheduler.Optimizer.ParamGroups[0].Lr;
        }

        return rates;
    }

    private static SGD Optimizer(double lr = 0.1) => new([new Parameter(Torch.Zeros(1))], lr: lr);
}
