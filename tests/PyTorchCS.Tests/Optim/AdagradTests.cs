using FluentAssertions;
using PyTorchCS.Optim;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Tests.Optim;

public sealed class AdagradTests : LeakCheck
{
    [Fact]
    public void Step_SparseGradient_DoesWhatADenseOneDoes()
    {
        var (dense, sparse) = (Weight(), Weight());
        var first = new Adagrad([dense], lr: 0.1, initialAccumulatorValue: 0.5);
        var second = new Adagrad([sparse], lr: 0.1, initialAccumulatorValue: 0.5);
        for (var step = 0; step < 3; step++)
        {
            var gradient = Torch.Tensor([0f, 1f + step, -2f]);
            (dense.Grad, sparse.Grad) = (gradient, gradient.ToSparse());
            first.Step();
            second.Step();
        }

        sparse.Should().BeCloseTo(dense);
    }

    [Fact]
    public void Step_SparseGradientWithWeightDecay_Throws()
    {
        var weight = Weight();
        weight.Grad = Torch.Ones(3).ToSparse();
        var step = () => new Adagrad([weight], weightDecay: 0.1).Step();

        step.Should().Throw<InvalidOperationException>().WithMessage("*weightDecay*sparse*");
    }

    [Fact]
    public void Constructor_NegativeInitialValue_Throws()
    {
        var make = () => new Adagrad([Weight()], initialAccumulatorValue: -1);

        make.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("initialAccumulatorValue");
    }

    private static Tensor Weight() => new Parameter(Torch.Ones(3));
}
