using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class TensorOperationsTests : LeakCheck
{
    [Fact]
    public void NewTensor_TakesDtypeAndDeviceOfItsTensor()
    {
        var x = Torch.Zeros([1], dtype: DType.Float64);

        x.NewTensor(3).Should().HaveDType(DType.Float64).And.HaveShape().And.HaveValues(3);
        x.NewTensor([1f, 2f]).Should().HaveDType(DType.Float64).And.HaveValues(1, 2);
        x.NewTensor(new[] { 1, 2 }.AsSpan()).Should().HaveDType(DType.Float64);
        x.NewTensor((Array)new[,] { { 1, 2 } }).Should().HaveShape(1, 2);
        x.NewTensor(3, dtype: DType.Int64, requiresGrad: false).Should().HaveDType(DType.Int64);
        x.NewTensor([1f], requiresGrad: true).RequiresGrad.Should().BeTrue();
        Torch.Zeros([1], device: "meta").NewTensor([1f]).IsMeta.Should().BeTrue();
    }

    [Fact]
    public void To_TheSameType_ReturnsAFreshTensor_OfTheSameElements()
    {
        var x = Torch.Ones(2);

        var same = x.To(DType.Float32);

        same.Should().NotBeSameAs(x);
        same.Storage.Should().Be(x.Storage);
    }

    [Fact]
    public void Where_TakesItsTensorWhereTheConditionHolds()
    {
        var x = Torch.Tensor([1f, 2f, 3f]);

        x.Where(x > 1.5, Torch.Zeros(3)).Should().HaveValues(0, 2, 3);
        x.Where(x > 1.5, -1).Should().HaveValues(-1, 2, 3);
    }

    [Fact]
    public void Polygamma_OfOrderZero_IsDigamma()
    {
        var x = Torch.Tensor([0.5, 1.0, 3.0]);

        x.Polygamma(0).Should().BeCloseTo(x.Digamma());
        x.Polygamma(1).Should().BeCloseTo(Special.Zeta(2, x), relative: 1e-8);
    }

    [Fact]
    public void Conversions_HaveTheirDtypes()
    {
        var x = Torch.Tensor([1f, 2f]);

        x.Cfloat().Should().HaveDType(DType.Complex64);
        x.Cdouble().Should().HaveDType(DType.Complex128);
        x.Type(DType.Int64).Should().HaveDType(DType.Int64).And.HaveValues(1, 2);
    }

    [Fact]
    public void Methods_GiveWhatTheFunctionsGive()
    {
        var x = Torch.Tensor([[2.0, 1.0], [1.0, 3.0]]);

        x.Lu().LU.Should().BeEqualTo(Torch.Lu(x).LU);
        x.Unique().Output.Should().BeEqualTo(Torch.Unique(x).Output);
        x.UniqueConsecutive(returnCounts: true).Counts.Should().BeEqualTo(Torch.UniqueConsecutive(x, returnCounts: true).Counts);
    }
}
