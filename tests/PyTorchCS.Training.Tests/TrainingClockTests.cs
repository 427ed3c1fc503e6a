using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Optim;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Training.Tests;

public sealed class TrainingClockTests : LeakCheck
{
    [Theory]
    [InlineData(10, true)]
    [InlineData(int.MaxValue, false)]
    public void Remaining_BeyondATimeSpan_CannotBeTold(int epochs, bool expected)
    {
        Sequential model = TinyTask.Model();
        TrainerState state = new(model, new SGD(model.Parameters(), lr: 0.1), [], epochs, batches: epochs) { Epoch = 1, Batch = 1 };
        TrainingClock clock = new();
        clock.StartEpoch();
        Thread.Sleep(1);
        clock.AddBatch(samples: 1);
        clock.AddValidation(TimeSpan.FromDays(1));

        clock.Remaining(state).HasValue.Should().Be(expected);
    }
}
