using FluentAssertions;
using PyTorchCS.Optim;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Tests.Optim;

public sealed class SGDTests : LeakCheck
{
    [Fact]
    public void Constructor_NesterovWithoutMomentum_Throws()
    {
        var make = () => new SGD([Weight()], nesterov: true);

        make.Should().Throw<ArgumentException>().WithMessage("*nesterov*momentum*");
    }

    [Fact]
    public void Constructor_NesterovWithDampening_Throws()
    {
        var make = () => new SGD([Weight()], momentum: 0.9, dampening: 0.1, nesterov: true);

        make.Should().Throw<ArgumentException>().WithMessage("*nesterov*dampening*");
    }

    [Fact]
    public void Constructor_NaNMomentum_Throws()
    {
        var make = () => new SGD([Weight()], momentum: double.NaN);

        make.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("momentum");
    }

    [Fact]
    public void Step_WithoutMomentum_KeepsNoState()
    {
        var weight = Weight();
        weight.Grad = Torch.Ones(2);
        var optimizer = new SGD([weight]);

        optimizer.Step();

        optimizer.StateDict().State.Should().BeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    public void Step_ParameterJoinsLater_StartsItsMomentumUndamped(bool? fused)
    {
        var (early, late) = (Weight(), Weight());
        var optimizer = new SGD([early, late], lr: 1, momentum: 0.5, dampening: 0.5, fused: fused);
        early.Grad = Torch.Ones(2);
        optimizer.Step();
        late.Grad = Torch.Ones(2);

        optimizer.Step();

        // early: 1 - 1 - (0.5·1 + 0.5·1), late: 1 - 1
        early.Should().HaveValues(-1, -1);
        late.Should().HaveValues(0, 0);
    }

    [Fact]
    public void Step_SparseGradient_ChangesItsElements()
    {
        var weight = Weight();
        weight.Grad = Torch.Tensor([0f, 1f]).ToSparse();

        new SGD([weight], lr: 0.5).Step();

        weight.Should().HaveValues(1, 0.5);
    }

    [Fact]
    public void Step_SparseGradientsWithNesterov_StepAhead()
    {
        var (weight, dense) = (Weight(), Weight());
        var (first, second) = (New(weight), New(dense));
        for (var step = 0; step < 2; step++)
        {
            dense.Grad = Torch.Tensor([0f, 1f]);
            weight.Grad = dense.Grad.ToSparse();
            first.Step();
            second.Step();
        }

        weight.Should().BeCloseTo(dense);

        static SGD New(Tensor weight) => new([weight], lr: 0.5, momentum: 0.5, nesterov: true);
    }

    private static Tensor Weight() => new Parameter(Torch.Ones(2));
}
