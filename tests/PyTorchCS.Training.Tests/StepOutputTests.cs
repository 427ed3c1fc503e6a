using FluentAssertions;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Training.Tests;

public sealed class StepOutputTests : LeakCheck
{
    [Fact]
    public void Samples_ByDefault_IsTheFirstSizeOfTargetThenOutput()
    {
        Tensor loss = Torch.Zeros(), output = Torch.Zeros(6, 2), target = Torch.Zeros(3);

        new StepOutput(loss, output, target).Samples.Should().Be(3);
        new StepOutput(loss, output).Samples.Should().Be(6);
        new StepOutput(loss).Samples.Should().Be(1);
        new StepOutput(loss, output, target, SampleCount: 9).Samples.Should().Be(9);
    }

    [Fact]
    public void Samples_TargetWithoutDimension_IsNotAsked() =>
        new StepOutput(Torch.Zeros(), Torch.Zeros(6, 2), Torch.Zeros()).Samples.Should().Be(6);

    [Fact]
    public void FromTensor_IsAStepWithOnlyALoss()
    {
        Tensor loss = Torch.Zeros();

        StepOutput output = loss;

        output.Should().Be(StepOutput.FromTensor(loss));
        output.Output.Should().BeNull();
    }
}
