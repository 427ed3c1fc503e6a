using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Optim;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Training.Tests;

public sealed class GradientAccumulationTests : LeakCheck
{
    // 50 samples. Batches of 5 fill windows evenly; batches of 4 leave a last batch of 2, and windows of 3 a last window of 1 batch.
    [Theory]
    [InlineData(5, 2, 10, 5)]
    [InlineData(4, 3, 12, 5)]
    [InlineData(8, 4, 32, 2)]
    [InlineData(7, 100, 50, 1)]
    public void Fit_AccumulatedBatches_EqualOneLargeBatch(int batchSize, int accumulation, int largeBatchSize, long steps)
    {
        Sequential small = TinyTask.Model(), large = TinyTask.Model();

        FitResult accumulated = Train(small, batchSize, accumulation);
        FitResult direct = Train(large, largeBatchSize, accumulation: 1);

        accumulated.Steps.Should().Be(steps);
        direct.Steps.Should().Be(steps);
        foreach ((Parameter a, Parameter b) in small.Parameters().Zip(large.Parameters()))
        {
            a.Detach().Should().BeCloseTo(b.Detach(), relative: 1e-9);
        }
    }

    [Fact]
    public void Fit_Accumulated_ReportsEachBatchsOwnLoss()
    {
        Sequential model = TinyTask.Model();
        Sequential same = TinyTask.Model();

        FitResult accumulated = Train(model, batchSize: 25, accumulation: 2, lr: 0);
        FitResult direct = Train(same, batchSize: 25, accumulation: 1, lr: 0);

        accumulated.History.BatchLosses.Should().Equal(direct.History.BatchLosses);
    }

    private static FitResult Train(Sequential model, int batchSize, int accumulation, double lr = 0.1)
    {
        // In double precision, so that what remains of a difference is a mistake and not rounding.
        model.Double();
        IEnumerable<Tensor[]> batches = [.. TinyTask.Loader(batchSize).Select(batch => new[] { batch[0].Double(), batch[1] })];
        return TinyTask.Trainer(model, new SGD(model.Parameters(), lr: lr, momentum: 0.9), new TrainerOptions { AccumulationSteps = accumulation })
            .Fit(batches, epochs: 1);
    }
}
