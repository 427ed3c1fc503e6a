using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Optim;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Training.Tests;

public sealed class GradientsTests : LeakCheck
{
    [Fact]
    public void ClipNorm_LargeGradients_AreScaledTogether()
    {
        // Norms 3 and 4: together 5.
        Tensor[] parameters = [WithGradient(3, 0), WithGradient(0, 4)];

        Gradients.ClipNorm(parameters, maxNorm: 1);

        parameters[0].Grad!.Should().BeCloseTo(Torch.Tensor([0.6f, 0f]));
        parameters[1].Grad!.Should().BeCloseTo(Torch.Tensor([0f, 0.8f]));
    }

    [Fact]
    public void ClipNorm_SmallGradients_StayAsTheyAre()
    {
        Tensor parameter = WithGradient(0.3f, -0.4f);

        Gradients.ClipNorm([parameter], maxNorm: 1);

        parameter.Grad!.ToArray<float>().Should().Equal(0.3f, -0.4f);
    }

    [Fact]
    public void ClipValue_CutsEachElement()
    {
        Tensor parameter = WithGradient(0.3f, -7);

        Gradients.ClipValue([parameter], maxValue: 0.5);

        parameter.Grad!.ToArray<float>().Should().Equal(0.3f, -0.5f);
    }

    [Fact]
    public void Clip_ParametersWithoutGradient_AreSkipped()
    {
        Tensor without = Torch.Ones([2], requiresGrad: true);

        Gradients.ClipNorm([without], maxNorm: 1);
        Gradients.ClipValue([without], maxValue: 1);

        without.Grad.Should().BeNull();
    }

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

    private static Tensor WithGradient(float first, float second)
    {
        Tensor parameter = Torch.Zeros([2], requiresGrad: true);
        parameter.Grad = Torch.Tensor([first, second]);
        return parameter;
    }
}
