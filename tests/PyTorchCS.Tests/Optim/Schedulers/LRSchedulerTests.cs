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
    public void ChainedScheduler_WithoutSchedulers_Throws()
    {
        FluentActions.Invoking(() => new ChainedScheduler([], Optimizer())).Should().Throw<ArgumentException>().WithMessage("*no scheduler*");
        FluentActions.Invoking(() => new ChainedScheduler(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new SequentialLR(Optimizer(), null!, [])).Should().Throw<ArgumentNullException>();
    }

    // PyTorch goes back to the first epoch in all parts, but not in a SequentialLR itself, whose milestones so come early;
    // its first steps within a composite are ordinary ones, in which ExponentialLR multiplies.
    [Fact]
    public void SequentialLR_OfComposites_StartsTheirParts()
    {
        Rates(optimizer => new(optimizer, [Chained(optimizer), new ExponentialLR(optimizer, 0.5)], [3]), 4)
            .Should().Equal(Approximately(0.45, 0.405, 0.729, 1, 0.5));
        Rates(optimizer => new(optimizer, [Nested(optimizer), new ExponentialLR(optimizer, 0.2)], [4]), 5)
            .Should().Equal(Approximately(0.5, 1, 0.1, 0.01, 1, 0.2));
    }

    [Fact]
    public void SequentialLR_OfCompositesThatComeLater_RestartsTheirParts()
    {
        Rates(optimizer => new(optimizer, [new ExponentialLR(optimizer, 0.1), Chained(optimizer)], [2]), 4)
            .Should().Equal(Approximately(1, 0.1, 0.5, 0.45, 0.81));
        Rates(optimizer => new(optimizer, [new ExponentialLR(optimizer, 0.3), Nested(optimizer)], [2]), 5)
            .Should().Equal(Approximately(1, 0.3, 1, 0.5, 1, 0.1));
    }

    [Fact]
    public void SequentialLR_ThatComesToMultiplicativeLR_MultipliesAtOnce() =>
        Rates(optimizer => new(optimizer, [new ConstantLR(optimizer, 0.5), new MultiplicativeLR(optimizer, _ => 0.5)], [2]), 3)
            .Should().Equal(Approximately(0.5, 0.5, 0.25, 0.125));

    [Fact]
    public void ConstantLR_FactorOfZero_ComesBackToTheInitialRate() =>
        Rates(new ConstantLR(Optimizer(), factor: 0, totalIters: 2), 3).Should().Equal(0, 0.1, 0.1);

    [Fact]
    public void CosineAnnealingWarmRestarts_LastEpochBeyondOnePeriod_GoesOnInTheLastOne()
    {
        var optimizer = Optimizer();
        optimizer.ParamGroups[0].InitialLr = 0.1;

        var scheduler = new CosineAnnealingWarmRestarts(optimizer, t0: 10, lastEpoch: 25);

        scheduler.Current.Should().Be(6);
        optimizer.ParamGroups[0].Lr.Should().BeApproximately(0.05 * (1 + Math.Cos(0.6 * Math.PI)), 1e-15);
    }

    [Fact]
    public void Step_GroupAddedLater_IsScheduledToo()
    {
        var optimizer = Optimizer();
        var scheduler = new ExponentialLR(optimizer, gamma: 0.5);
        var group = optimizer.AddParamGroup([new Parameter(Torch.Zeros(1))], lr: 0.8);

        scheduler.Step();

        group.Lr.Should().Be(0.4);
        group.InitialLr.Should().Be(0.8);
        scheduler.BaseLrs.Should().Equal(0.1, 0.8);
    }

    [Fact]
    public void Step_GroupAddedLaterWithoutItsFunction_Throws()
    {
        foreach (var make in new Func<Optimizer, LRScheduler>[]
        {
            optimizer => new LambdaLR(optimizer, _ => 1),
            optimizer => new MultiplicativeLR(optimizer, _ => 1),
            optimizer => new OneCycleLR(optimizer, maxLr: 1, totalSteps: 5),
        })
        {
            var scheduler = make(Optimizer());
            scheduler.Optimizer.AddParamGroup([new Parameter(Torch.Zeros(1))]);

            FluentActions.Invoking(scheduler.Step).Should().Throw<InvalidOperationException>().WithMessage($"{scheduler.GetType().Name}*added*");
        }
    }

    [Theory]
    [InlineData("step_size", 0L)]
    [InlineData("base_lrs", new[] { 0.1, 0.2 })]
    public void LoadStateDict_OfABadValue_ThrowsAndChangesNothing(string key, object value)
    {
        var optimizer = Optimizer();
        LRScheduler[] parts = [new StepLR(optimizer, 2), new StepLR(optimizer, 3)];
        var chain = new ChainedScheduler(parts);
        var before = chain.StateDict();
        Dictionary<string, object?>[] states = [.. parts.Select(part => new Dictionary<string, object?>(part.StateDict()) { ["gamma"] = 0.7, ["last_epoch"] = 9L })];
        states[1][key] = value;
        var load = () => chain.LoadStateDict(new Dictionary<string, object?>(before) { ["_schedulers"] = states, ["last_epoch"] = 9L });

        load.Should().Throw<ArgumentException>().WithMessage($"*{key}*");
        chain.StateDict().Should().BeEquivalentTo(before);
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

    private static ChainedScheduler Chained(Optimizer optimizer) =>
        new([new ConstantLR(optimizer, factor: 0.5, totalIters: 2), new ExponentialLR(optimizer, gamma: 0.9)]);

    private static SequentialLR Nested(Optimizer optimizer) =>
        new(optimizer, [new ExponentialLR(optimizer, gamma: 0.5), new ExponentialLR(optimizer, gamma: 0.1)], [2]);

    // The rates at the start and after each step, without what rounding adds.
    private static double[] Rates(Func<Optimizer, SequentialLR> make, int steps)
    {
        var scheduler = make(Optimizer(lr: 1));
        return Approximately([scheduler.GetLastLr()[0], .. Rates(scheduler, steps)]);
    }

    private static double[] Approximately(params double[] rates) => [.. rates.Select(rate => Math.Round(rate, 12))];

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
