using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Optim;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Training.Tests;

public sealed class SchedulerTests : LeakCheck
{
    private readonly Sequential _model = TinyTask.Model();
    private readonly SGD _optimizer;

    public SchedulerTests() => _optimizer = new SGD(_model.Parameters(), lr: 1);

    [Fact]
    public void Fit_EpochInterval_StepsAfterEachEpoch()
    {
        FitResult result = Train(new ExponentialLR(_optimizer, gamma: 0.5), SchedulerInterval.Epoch, epochs: 3);

        result.History.Epochs.Select(epoch => epoch.LearningRate).Should().Equal(1, 0.5, 0.25);
        _optimizer.ParamGroups[0].Lr.Should().Be(0.125);
    }

    [Fact]
    public void Fit_StepInterval_StepsAfterEachUpdate()
    {
        // Two batches of 25 an epoch.
        FitResult result = Train(new ExponentialLR(_optimizer, gamma: 0.5), SchedulerInterval.Step, epochs: 2);

        result.History.Epochs.Select(epoch => epoch.LearningRate).Should().Equal(0.5, 0.125);
        _optimizer.ParamGroups[0].Lr.Should().Be(0.0625);
    }

    [Fact]
    public void Fit_StepIntervalWithAccumulation_CountsUpdatesNotBatches()
    {
        Train(new ExponentialLR(_optimizer, gamma: 0.5), SchedulerInterval.Step, epochs: 2, accumulation: 2);

        _optimizer.ParamGroups[0].Lr.Should().Be(0.25);
    }

    [Fact]
    public void Fit_OneCycleOverAllSteps_IsNotOverrun()
    {
        OneCycleLR scheduler = new(_optimizer, 0.1, epochs: 3, stepsPerEpoch: 2, cycleMomentum: false);

        Train(scheduler, SchedulerInterval.Step, epochs: 3).Reason.Should().Be(StopReason.Completed);

        scheduler.LastEpoch.Should().Be(6);
    }

    [Fact]
    public void Fit_Plateau_IsGivenTheMonitoredMetric()
    {
        // A threshold of 10 means that no loss is ever good enough, so each epoch after the first is a bad one.
        ReduceLROnPlateau scheduler = new(_optimizer, factor: 0.1, patience: 0, threshold: 10, thresholdMode: ThresholdMode.Abs);

        FitResult result = Train(scheduler, SchedulerInterval.Epoch, epochs: 2);

        scheduler.Best.Should().Be(result.History.Epochs[0].Validation!["loss"]);
        _optimizer.ParamGroups[0].Lr.Should().BeApproximately(0.1, 1e-12);
    }

    [Fact]
    public void Fit_PlateauPerStep_IsRefused() =>
        FluentActions.Invoking(() => Train(new ReduceLROnPlateau(_optimizer), SchedulerInterval.Step, epochs: 1))
            .Should().Throw<InvalidOperationException>().WithMessage("*ReduceLROnPlateau*Epoch*");

    [Theory]
    [InlineData("plateau")]
    [InlineData("stopping")]
    [InlineData("checkpoint")]
    public void Fit_UnknownMonitor_IsRefusedBeforeTheFirstStep(string by)
    {
        ITrainerCallback[] callbacks = by switch
        {
            "stopping" => [new EarlyStopping("f1")],
            "checkpoint" => [new ModelCheckpoint("never-written", "f1")],
            _ => [],
        };
        Watcher watcher = new();
        ReduceLROnPlateau? plateau = by == "plateau" ? new ReduceLROnPlateau(_optimizer) : null;
        Trainer trainer = TinyTask.Trainer(_model, _optimizer, new TrainerOptions { Monitor = "f1" }, plateau, [.. callbacks, watcher]);

        trainer.Invoking(it => it.Fit(TinyTask.Loader(), 1)).Should().Throw<ArgumentException>().WithMessage("*'f1'*loss, accuracy*");

        watcher.Calls.Should().NotContain("step 1");
    }

    private FitResult Train(LRScheduler scheduler, SchedulerInterval interval, int epochs, int accumulation = 1)
    {
        TrainerOptions options = new() { SchedulerInterval = interval, AccumulationSteps = accumulation };
        return TinyTask.Trainer(_model, _optimizer, options, scheduler).Fit(TinyTask.Loader(batchSize: 25), epochs, TinyTask.Loader(batchSize: 25));
    }
}
