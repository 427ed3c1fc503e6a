using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class TensorOperatorsTests : LeakCheck
{
    private readonly float[] _data = [6, -3];

    private Tensor X => Torch.Tensor(_data);

    [Fact]
    public void Arithmetic_WithTensors()
    {
        var two = Torch.Tensor([2f, 2f]);

        (X + two).Should().HaveValues(8, -1);
        (X - two).Should().HaveValues(4, -5);
        (X * two).Should().HaveValues(12, -6);
        (X / two).Should().HaveValues(3, -1.5);
        (X % two).Should().HaveValues(0, 1);
        (-X).Should().HaveValues(-6, 3);
    }

    [Fact]
    public void Arithmetic_WithNumbersOnTheLeft()
    {
        (2 + X).Should().HaveValues(8, -1);
        (2 - X).Should().HaveValues(-4, 5);
        (2 * X).Should().HaveValues(12, -6);
        (6 / X).Should().HaveValues(1, -2);
    }

    [Fact]
    public void Arithmetic_WithANumber_KeepsTheTensorsType()
    {
        (Torch.Ones([1], dtype: DType.Float32) * 2.5).Should().HaveDType(DType.Float32);
        (Torch.Ones([1], dtype: DType.Int32) * 2).Should().HaveDType(DType.Int32);
        (Torch.Ones([1], dtype: DType.Int32) * 2.5).Should().HaveDType(DType.Float32);
        (Torch.Ones([1], dtype: DType.Int64) / 2).Should().HaveDType(DType.Float32).And.HaveValues(0.5);
    }

    [Fact]
    public void Comparison_GivesTruthValues()
    {
        (X > 0).Should().HaveDType(DType.Bool).And.HaveValues(1, 0);
        (X < 0).Should().HaveValues(0, 1);
        (X >= 6).Should().HaveValues(1, 0);
        (X <= Torch.Tensor([6f, -4f])).Should().HaveValues(1, 0);
        (0 < X).Should().HaveValues(1, 0);
        (0 > X).Should().HaveValues(0, 1);
    }

    [Fact]
    public void Logic_OnTruthValues()
    {
        var a = Torch.Tensor([true, true, false]);
        var b = Torch.Tensor([true, false, false]);

        (a & b).Should().HaveValues(1, 0, 0);
        (a | b).Should().HaveValues(1, 1, 0);
        (a ^ b).Should().HaveValues(0, 1, 0);
        (~a).Should().HaveValues(0, 0, 1);
    }

    [Fact]
    public void Logic_OnWholeNumbers_IsBitwise()
    {
        var x = Torch.Tensor([6L]);

        (x & 3).Should().HaveValues(2);
        (x | 1).Should().HaveValues(7);
        (x ^ 2).Should().HaveValues(4);
        (~x).Should().HaveValues(-7);
    }

    [Fact]
    public void CompoundAssignment_MakesANewTensor()
    {
        var x = Torch.Ones(2);
        var before = x;

        x += 1;

        x.Should().HaveValues(2, 2);
        before.Should().HaveValues(1, 1);
    }

    [Fact]
    public void InPlace_ChangesTheTensor_AndReturnsIt()
    {
        var x = Torch.Ones(2);

        x.Add_(1).Should().BeSameAs(x);

        x.Should().HaveValues(2, 2);
    }

    [Fact]
    public void Add_WithAlpha_ScalesTheOther() => X.Add(Torch.Ones(2), alpha: 2).Should().HaveValues(8, -1);

    [Fact]
    public void Max_OverADimension_NamesItsResults()
    {
        var (values, indices) = Torch.Tensor(new[,] { { 1f, 5f }, { 7f, 2f } }).Max(1);

        values.Should().HaveValues(5, 7);
        indices.Should().HaveDType(DType.Int64).And.HaveValues(1, 0);
    }

    [Fact]
    public void Broadcast_OfShapesThatDoNotFit_NamesThem()
    {
        var act = () => Torch.Ones(2, 3) + Torch.Ones(2, 4);

        act.Should().Throw<TorchException>().WithMessage("*[2, 3]*").WithMessage("*[2, 4]*").Which.Operation.Should().StartWith("add");
    }
}
