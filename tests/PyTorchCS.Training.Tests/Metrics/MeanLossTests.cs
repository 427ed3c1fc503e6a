using FluentAssertions;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Training.Tests.Metrics;

public sealed class MeanLossTests : LeakCheck
{
    private MeanLoss _metric = new();

    [Fact]
    public void Compute_BatchesOfDifferentSize_WeighsBySamples()
    {
        _metric.Reset(Device.Cpu);
        _metric.Update(new StepOutput(Torch.Tensor(1.0), SampleCount: 3));
        _metric.Update(new StepOutput(Torch.Tensor(5.0), SampleCount: 1));

        _metric.Compute().Item<double>().Should().Be(2);
    }

    [Fact]
    public void Compute_LossOfShapeOne_IsTakenToo()
    {
        _metric.Reset(Device.Cpu);
        _metric.Update(new StepOutput(Torch.Tensor([4f])));

        _metric.Compute().Item<double>().Should().Be(4);
    }

    [Fact]
    public void Reset_BeginsAnew()
    {
        _metric.Reset(Device.Cpu);
        _metric.Update(new StepOutput(Torch.Tensor(1.0)));
        _metric.Reset(Device.Cpu);
        _metric.Update(new StepOutput(Torch.Tensor(7.0)));

        _metric.Compute().Item<double>().Should().Be(7);
    }

    [Fact]
    public void Compute_NoBatch_IsNaN()
    {
        _metric.Reset(Device.Cpu);

        _metric.Compute().Item<double>().Should().Be(double.NaN);
    }

    [Fact]
    public void Update_WithinAScope_OutlivesIt()
    {
        _metric.Reset(Device.Cpu);
        using (Torch.Scope())
        {
            _metric.Update(new StepOutput(Torch.Tensor(2.0)));
        }

        _metric.Compute().Item<double>().Should().Be(2);
    }

    [Fact]
    public void Update_BeforeReset_IsRefused() =>
        _metric.Invoking(it => it.Update(new StepOutput(Torch.Tensor(1.0)))).Should().Throw<InvalidOperationException>();

    protected override void Dispose(bool disposing)
    {
        // The count below must not find what only this test keeps.
        _metric = null!;
        base.Dispose(disposing);
    }
}
