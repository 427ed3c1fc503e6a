using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Optim;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Training.Tests;

public sealed class GradientClippingTests : LeakCheck
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_WithClipping_TakesNoLargerStep(bool byNorm)
    {
        Linear model = new(1, 1, bias: false);
        float before = model.Weight.Item<float>();
        TrainerOptions options = byNorm ? new() { ClipGradNorm = 0.5 } : new() { ClipGradValue = 0.5 };
        Trainer<Tensor> trainer = new(model, new SGD(model.Parameters(), lr: 1), batch => model.Call(batch).Sum()) { Progress = null, Options = options };

        trainer.Fit([Torch.Full([1, 1], 100.0)], epochs: 1);

        (before - model.Weight.Item<float>()).Should().BeApproximately(0.5f, 1e-5f);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Fit_SenselessLimit_IsRefused(double limit)
    {
        TrainerOptions options = new() { ClipGradNorm = limit };

        TinyTask.Trainer(TinyTask.Model(), options: options).Invoking(it => it.Fit(TinyTask.Loader(), 1))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*ClipGradNorm*");
    }
}
