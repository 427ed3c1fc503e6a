using FluentAssertions;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Training.Tests.Callbacks;

public sealed class EarlyStoppingTests : LeakCheck
{
    [Fact]
    public void Fit_MetricDoesNotImprove_EndsAfterPatience()
    {
        NN.Sequential model = TinyTask.Model();
        EarlyStopping stopping = new(patience: 2);

        FitResult result = TinyTask.Trainer(model, new Optim.SGD(model.Parameters(), lr: 0), callbacks: stopping).Fit(TinyTask.Loader(), 10, TinyTask.Loader());

        result.Reason.Should().Be(StopReason.Stopped);
        result.History.Epochs.Should().HaveCount(3);
        stopping.Best.Should().Be(result.History.Epochs[0].Validation!["loss"]);
    }

    [Fact]
    public void Fit_MetricImproves_RunsAllEpochs()
    {
        EarlyStopping stopping = new(patience: 1);

        TinyTask.Trainer(TinyTask.Model(), callbacks: stopping).Fit(TinyTask.Loader(), 5, TinyTask.Loader()).Reason.Should().Be(StopReason.Completed);
    }

    [Fact]
    public void Fit_UsedAgain_BeginsAnew()
    {
        NN.Sequential model = TinyTask.Model();
        EarlyStopping stopping = new(patience: 1);
        Trainer trainer = TinyTask.Trainer(model, new Optim.SGD(model.Parameters(), lr: 0), callbacks: stopping);
        trainer.Fit(TinyTask.Loader(), 10);

        trainer.Fit(TinyTask.Loader(), 10).History.Epochs.Should().HaveCount(2);
    }

    [Fact]
    public void BestValue_NaN_IsNeverBetter()
    {
        BestValue best = new(MonitorMode.Max, minDelta: 0);

        best.Improve(double.NaN).Should().BeFalse();
        best.Improve(0.5).Should().BeTrue();
        best.Improve(double.NaN).Should().BeFalse();
        best.Improve(0.6).Should().BeTrue();
        best.Value.Should().Be(0.6);
    }

    [Fact]
    public void BestValue_GainBelowMinDelta_DoesNotCount()
    {
        BestValue best = new(MonitorMode.Min, minDelta: 0.1);
        best.Improve(1);

        best.Improve(0.95).Should().BeFalse();
        best.Improve(0.85).Should().BeTrue();
    }
}
