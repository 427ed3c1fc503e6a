using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests.NN;

public sealed class UtilsTests : LeakCheck
{
    [Fact]
    public void ClipGradNorm_AboveTheLimit_ScalesAllGradientsTogether()
    {
        Parameter[] parameters = [WithGrad(3, 0), WithGrad(0, 4), new(Torch.Ones(1))];

        Tensor norm = Utils.ClipGradNorm_(parameters, 1.0);

        norm.Should().HaveValues(5);
        parameters[0].Grad.Should().HaveValues(0.6, 0);
        parameters[1].Grad.Should().HaveValues(0, 0.8);
    }

    [Fact]
    public void ClipGradNorm_BelowTheLimit_ChangesNothing()
    {
        Parameter parameter = WithGrad(3, 4);

        Utils.ClipGradNorm_([parameter], 10);

        parameter.Grad.Should().BeEqualTo(Torch.Tensor([3f, 4f]));
    }

    [Fact]
    public void ClipGradNorm_OfOrderInfinity_TakesTheLargest()
    {
        Utils.ClipGradNorm_([WithGrad(3, -7)], 1.0, double.PositiveInfinity).Should().HaveValues(7);
    }

    [Fact]
    public void ClipGradNorm_OfSeveralTypes_KeepsThem()
    {
        Parameter[] parameters = [WithGrad(3, 0), new(Torch.Ones([1], dtype: DType.Float64)) { Grad = Torch.Full([1], 4, dtype: DType.Float64) }];

        Utils.ClipGradNorm_(parameters, 1.0).Item<double>().Should().BeApproximately(5, 1e-6);

        parameters[1].Grad!.DType.Should().Be(DType.Float64);
        parameters[1].Grad!.Item<double>().Should().BeApproximately(0.8, 1e-6);
    }

    [Fact]
    public void ClipGradNorm_WithoutGradients_IsZero() => Utils.ClipGradNorm_([new Parameter(Torch.Ones(1))], 1.0).Should().HaveValues(0);

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void ClipGradNorm_OfANormThatIsNotFinite_ThrowsWhereAsked(float value)
    {
        Parameter parameter = WithGrad(value, 1);

        Action act = () => Utils.ClipGradNorm_([parameter], 1.0, errorIfNonfinite: true);

        act.Should().Throw<InvalidOperationException>().WithMessage("*norm*");
        parameter.Grad![1].Item<float>().Should().Be(1);
    }

    [Fact]
    public void GetTotalNorm_OfParameters_RecordsNothing() =>
        Utils.GetTotalNorm([new Parameter(Torch.Ones(4))]).RequiresGrad.Should().BeFalse();

    [Fact]
    public void ClipGradValue_CutsEachElement()
    {
        Parameter parameter = WithGrad(-3, 0.5f);

        Utils.ClipGradValue_([parameter], 1);

        parameter.Grad.Should().HaveValues(-1, 0.5);
    }

    [Fact]
    public void VectorToParameters_UndoesParametersToVector()
    {
        var net = new Linear(2, 3);
        Tensor vector = Utils.ParametersToVector(net.Parameters()).Detach();
        Parameter weight = net.Weight;

        Utils.VectorToParameters(vector * 2, net.Parameters());

        net.Weight.Should().BeSameAs(weight);
        Utils.ParametersToVector(net.Parameters()).Detach().Should().BeEqualTo(vector * 2);
    }

    [Fact]
    public void VectorToParameters_OfAnotherSize_ThrowsAndChangesNothing()
    {
        var net = new Linear(2, 1);
        Tensor before = net.Weight.Detach().Clone();

        Action act = () => Utils.VectorToParameters(Torch.Zeros(4), net.Parameters());

        act.Should().Throw<ArgumentException>().WithMessage("*3*4*");
        net.Weight.Detach().Should().BeEqualTo(before);
    }

    private static Parameter WithGrad(params float[] values) => new(Torch.Zeros(values.Length)) { Grad = Torch.Tensor(values) };
}
