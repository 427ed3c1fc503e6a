using FluentAssertions;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Training.Tests.Metrics;

public sealed class AccuracyTests : LeakCheck
{
    private Accuracy _metric = new();

    public AccuracyTests() => _metric.Reset(Device.Cpu);

    [Fact]
    public void Compute_SeveralBatches_IsTheShareOfRightOnes()
    {
        Update([0.1f, 0.9f, 0.8f, 0.2f], [1, 0]);
        Update([0.1f, 0.9f, 0.8f, 0.2f], [1, 1]);

        _metric.Compute().Item<double>().Should().Be(0.75);
    }

    [Fact]
    public void Compute_Pixels_CountsEach()
    {
        _metric.Update(new StepOutput(Torch.Zeros(), Torch.Zeros(2, 3, 4, 4), Torch.Zeros([2, 4, 4], dtype: DType.Int64)));

        _metric.Compute().Item<double>().Should().Be(1);
    }

    [Fact]
    public void Compute_NoBatch_IsNaN() => _metric.Compute().Item<double>().Should().Be(double.NaN);

    [Fact]
    public void Reset_BeginsAnew()
    {
        Update([0.1f, 0.9f], [0]);
        _metric.Reset(Device.Cpu);
        Update([0.1f, 0.9f], [1]);

        _metric.Compute().Item<double>().Should().Be(1);
    }

    [Fact]
    public void Update_TargetOfOtherShape_ShowsBothShapes() =>
        _metric.Invoking(it => it.Update(new StepOutput(Torch.Zeros(), Torch.Zeros(2, 3), Torch.Zeros([2, 1], dtype: DType.Int64))))
            .Should().Throw<ArgumentException>().WithMessage("*[2, 3]*[2]*[2, 1]*");

    [Fact]
    public void Update_StepWithoutTarget_SaysWhatIsMissing() =>
        _metric.Invoking(it => it.Update(new StepOutput(Torch.Zeros(), Torch.Zeros(2, 3)))).Should().Throw<ArgumentException>().WithMessage("*target*");

    protected override void Dispose(bool disposing)
    {
        // The count below must not find what only this test keeps.
        _metric = null!;
        base.Dispose(disposing);
    }

    private void Update(float[] scores, long[] targets) =>
        _metric.Update(new StepOutput(Torch.Zeros(), Torch.Tensor(scores).View(-1, 2), Torch.Tensor(targets)));
}
