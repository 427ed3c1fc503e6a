using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Training.Tests;

public sealed class TrainerCancellationTests : LeakCheck
{
    [Fact]
    public void Fit_TokenCancelledDuringAStep_FinishesTheStepAndSaysSo()
    {
        using CancellationTokenSource source = new();
        Sequential model = TinyTask.Model().Eval();

        FitResult result = TinyTask.Trainer(model, callbacks: CancelAt(2, source)).Fit(TinyTask.Loader(), 5, cancellation: source.Token);

        result.Cancelled.Should().BeTrue();
        result.Reason.Should().Be(StopReason.Cancelled);
        result.Steps.Should().Be(2);
        result.History.BatchLosses.Should().HaveCount(2);
        model.Modules().Should().OnlyContain(module => !module.Training);
    }

    [Fact]
    public void Fit_TokenCancelledBefore_ChangesNothing()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Sequential model = TinyTask.Model();
        float[] before = TinyTask.Weights(model);

        FitResult result = TinyTask.Trainer(model).Fit(TinyTask.Loader(), 5, cancellation: source.Token);

        result.Cancelled.Should().BeTrue();
        result.Steps.Should().Be(0);
        TinyTask.Weights(model).Should().Equal(before);
    }

    [Fact]
    public void Fit_CancelledWithinAWindow_AppliesWhatWasGathered()
    {
        using CancellationTokenSource source = new();
        Sequential model = TinyTask.Model();
        int batches = 0;
        Trainer<Tensor[]> trainer = new(model, new Optim.SGD(model.Parameters(), lr: 0.1), batch =>
        {
            if (++batches == 2)
            {
                source.Cancel();
            }

            return new CrossEntropyLoss().Call(model.Call(batch[0]), batch[1]);
        })
        {
            Progress = null, Options = new TrainerOptions { AccumulationSteps = 4 },
        };

        FitResult result = trainer.Fit(TinyTask.Loader(), 1, cancellation: source.Token);

        result.Steps.Should().Be(1);
        model.Parameters().Should().OnlyContain(parameter => parameter.Grad == null);
    }

    [Fact]
    public void Fit_CancelledDuringValidation_HasNoRecordOfThatEpoch()
    {
        using CancellationTokenSource source = new();
        IEnumerable<Tensor[]> Validation()
        {
            foreach (Tensor[] batch in TinyTask.Loader())
            {
                yield return batch;
                source.Cancel();
            }
        }

        FitResult result = TinyTask.Trainer(TinyTask.Model()).Fit(TinyTask.Loader(), 3, Validation(), source.Token);

        result.Cancelled.Should().BeTrue();
        result.Steps.Should().Be(7);
        result.History.Epochs.Should().BeEmpty();
    }

    [Fact]
    public void Fit_AfterACancelledOne_GoesOn()
    {
        using CancellationTokenSource source = new();
        Sequential model = TinyTask.Model();
        TinyTask.Trainer(model, callbacks: CancelAt(1, source)).Fit(TinyTask.Loader(), 1, cancellation: source.Token);

        TinyTask.Trainer(model).Fit(TinyTask.Loader(), 1).Reason.Should().Be(StopReason.Completed);
    }

    [Fact]
    public void Evaluate_Cancelled_ThrowsAndRestoresModes()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Sequential model = TinyTask.Model();

        TinyTask.Trainer(model).Invoking(it => it.Evaluate(TinyTask.Loader(), source.Token)).Should().Throw<OperationCanceledException>();

        model.Modules().Should().OnlyContain(module => module.Training);
    }

    private static Watcher CancelAt(long step, CancellationTokenSource source) => new()
    {
        Step = state =>
        {
            if (state.Step == step)
            {
                source.Cancel();
            }
        },
    };
}
