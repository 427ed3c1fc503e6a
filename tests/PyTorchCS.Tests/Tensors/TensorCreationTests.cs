using System.Numerics;
using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class TensorCreationTests : LeakCheck
{
    [Fact]
    public void Zeros_ByParams_HasShapeAndDefaultType()
    {
        var x = Torch.Zeros(2, 3);

        x.Should().HaveShape(2, 3).And.HaveDType(DType.Float32).And.HaveValues(0, 0, 0, 0, 0, 0);
    }

    [Fact]
    public void Zeros_ByList_TakesOptions()
    {
        var x = Torch.Zeros([2], dtype: DType.Float64, device: "cpu", requiresGrad: true);

        x.Should().HaveDType(DType.Float64);
        x.RequiresGrad.Should().BeTrue();
        x.Device.Should().Be(Device.Cpu);
    }

    [Fact]
    public void Zeros_WithoutSizes_IsZeroDimensional() => Torch.Zeros([]).Should().HaveShape();

    [Fact]
    public void Ones_HasOnes() => Torch.Ones(2, 2).Should().HaveValues(1, 1, 1, 1);

    [Fact]
    public void Full_OfANumber_TakesItsType()
    {
        Torch.Full([2], 3).Should().HaveDType(DType.Int64).And.HaveValues(3, 3);
        Torch.Full([2], 0.5).Should().HaveDType(DType.Float32).And.HaveValues(0.5, 0.5);
        Torch.Full([1], true).Should().HaveDType(DType.Bool);
    }

    [Fact]
    public void Eye_HasADiagonal() => Torch.Eye(2).Should().HaveValues(1, 0, 0, 1);

    [Fact]
    public void Arange_OfWholeNumbers_IsInt64() => Torch.Arange(3).Should().HaveDType(DType.Int64).And.HaveValues(0, 1, 2);

    [Fact]
    public void Arange_WithFractions_IsFloat32() => Torch.Arange(0, 1, 0.25).Should().HaveDType(DType.Float32).And.HaveValues(0, 0.25, 0.5, 0.75);

    [Fact]
    public void Linspace_IncludesTheEnd() => Torch.Linspace(0, 1, 5).Should().HaveValues(0, 0.25, 0.5, 0.75, 1);

    [Fact]
    public void ZerosLike_TakesTypeAndShape() =>
        Torch.ZerosLike(Torch.Ones([2, 1], dtype: DType.Int32)).Should().HaveDType(DType.Int32).And.HaveShape(2, 1);

    [Fact]
    public void EmptyLike_TakesTypeAndShape() =>
        Torch.EmptyLike(Torch.Ones([2, 1], dtype: DType.Float64)).Should().HaveDType(DType.Float64).And.HaveShape(2, 1);

    [Fact]
    public void Tensor_OfANumber_IsZeroDimensional()
    {
        Torch.Tensor(3).Should().HaveShape().And.HaveValues(3);
        Torch.Tensor(3.5f).Should().HaveDType(DType.Float32);
        Torch.Tensor(true).Should().HaveDType(DType.Bool);
        Torch.Tensor(7L).Should().HaveDType(DType.Int64);
    }

    [Fact]
    public void Tensor_OfAnArray_TakesItsElementType()
    {
        Torch.Tensor(new[] { 1f, 2f }).Should().HaveDType(DType.Float32).And.HaveValues(1, 2);
        Torch.Tensor(new[] { 1d, 2d }).Should().HaveDType(DType.Float64).And.HaveValues(1, 2);
        Torch.Tensor(new[] { 1L, 2L }).Should().HaveDType(DType.Int64).And.HaveValues(1, 2);
        Torch.Tensor(new[] { 1, 2 }).Should().HaveDType(DType.Int32).And.HaveValues(1, 2);
        Torch.Tensor(new short[] { 1, -2 }).Should().HaveDType(DType.Int16).And.HaveValues(1, -2);
        Torch.Tensor(new sbyte[] { 1, -2 }).Should().HaveDType(DType.Int8).And.HaveValues(1, -2);
        Torch.Tensor(new byte[] { 1, 255 }).Should().HaveDType(DType.Uint8).And.HaveValues(1, 255);
        Torch.Tensor(new[] { true, false }).Should().HaveDType(DType.Bool).And.HaveValues(1, 0);
        Torch.Tensor(new[] { (Half)0.5f }).Should().HaveDType(DType.Float16).And.HaveValues(0.5);
        Torch.Tensor(new[] { new Complex(1, 2) }).Should().HaveDType(DType.Complex128);
    }

    [Fact]
    public void Tensor_OfASpan_Copies()
    {
        float[] data = [1, 2, 3];
        var x = Torch.Tensor(data.AsSpan(1));
        data[1] = 9;

        x.Should().HaveValues(2, 3);
    }

    [Fact]
    public void Tensor_OfARectangularArray_HasItsShape() =>
        Torch.Tensor(new[,] { { 1f, 2f, 3f }, { 4f, 5f, 6f } }).Should().HaveShape(2, 3).And.HaveValues(1, 2, 3, 4, 5, 6);

    [Fact]
    public void Tensor_OfNestedArrays_HasTheirShape() =>
        Torch.Tensor(new[] { new[] { 1L, 2L }, [3L, 4L], [5L, 6L] }).Should().HaveShape(3, 2).And.HaveDType(DType.Int64).And.HaveValues(1, 2, 3, 4, 5, 6);

    [Fact]
    public void Tensor_OfArraysOfThreeLevels_HasTheirShape() =>
        Torch.Tensor(new float[][][] { [[1f], [2f]], [[3f], [4f]] }).Should().HaveShape(2, 2, 1).And.HaveValues(1, 2, 3, 4);

    [Fact]
    public void Tensor_OfRaggedArrays_Throws()
    {
        var act = () => Torch.Tensor(new[] { new[] { 1f, 2f }, [3f] });

        act.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Tensor_WithAType_Converts() => Torch.Tensor([1.7f, -2.2f], dtype: DType.Int64).Should().HaveDType(DType.Int64).And.HaveValues(1, -2);

    [Fact]
    public void Tensor_OfNothing_IsEmpty() => Torch.Tensor(Array.Empty<float>()).Should().HaveShape(0).And.HaveDType(DType.Float32);

    [Fact]
    public void Tensor_WithGradient_IsALeaf()
    {
        var x = Torch.Tensor([1f], requiresGrad: true);

        x.RequiresGrad.Should().BeTrue();
        x.IsLeaf.Should().BeTrue();
    }

    [Fact]
    public void Cat_AndStack_Differ()
    {
        var a = Torch.Tensor([1f, 2f]);
        var b = Torch.Tensor([3f, 4f]);

        Torch.Cat([a, b]).Should().HaveShape(4).And.HaveValues(1, 2, 3, 4);
        Torch.Stack([a, b]).Should().HaveShape(2, 2).And.HaveValues(1, 2, 3, 4);
    }

    [Fact]
    public void DefaultDtype_IsFloat32() => Torch.GetDefaultDtype().Should().Be(DType.Float32);
}
