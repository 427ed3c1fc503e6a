using System.Numerics;
using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class TensorArraysTests : LeakCheck
{
    [Fact]
    public void ToNestedArray_HasTheShape()
    {
        var x = Torch.Arange(24, dtype: DType.Int32).Reshape(2, 3, 4);

        var array = (int[,,])x.ToNestedArray();

        array[1, 2, 3].Should().Be(23);
        Torch.Tensor(array).Should().BeEqualTo(x);
        ((int[,])x[0].T.ToNestedArray())[3, 1].Should().Be(7);
    }

    [Fact]
    public void ToNestedArray_OfOneDimension_IsAPlainArray() => Torch.Tensor([1f, 2f]).ToNestedArray().Should().BeOfType<float[]>();

    [Fact]
    public void ToNestedArray_OfNothing_KeepsItsSizes() => ((bool[,])Torch.Zeros([0, 3], dtype: DType.Bool).ToNestedArray()).GetLength(1).Should().Be(3);

    [Theory]
    [InlineData(DType.Float32, typeof(float))]
    [InlineData(DType.Float64, typeof(double))]
    [InlineData(DType.Float16, typeof(Half))]
    [InlineData(DType.Bfloat16, typeof(BFloat16))]
    [InlineData(DType.Int64, typeof(long))]
    [InlineData(DType.Int32, typeof(int))]
    [InlineData(DType.Int16, typeof(short))]
    [InlineData(DType.Int8, typeof(sbyte))]
    [InlineData(DType.Uint8, typeof(byte))]
    [InlineData(DType.Uint16, typeof(ushort))]
    [InlineData(DType.Uint32, typeof(uint))]
    [InlineData(DType.Uint64, typeof(ulong))]
    [InlineData(DType.Bool, typeof(bool))]
    [InlineData(DType.Complex64, typeof(ComplexFloat))]
    [InlineData(DType.Complex128, typeof(Complex))]
    public void ToNestedArray_OfEveryDType_HasItsElements(DType dtype, Type element)
    {
        var x = Torch.Tensor([[1f, 0f]]).To(dtype);

        var array = x.ToNestedArray();

        array.GetType().GetElementType().Should().Be(element);
        Torch.Tensor(array).Should().BeEqualTo(x);
    }

    [Fact]
    public void ToNestedArray_ThatDotNetHasNot_Throws()
    {
        FluentActions.Invoking(() => Torch.Tensor(1f).ToNestedArray()).Should().Throw<InvalidOperationException>().WithMessage("*Item*");
        FluentActions.Invoking(() => Torch.Zeros([2], dtype: DType.Complex32).ToNestedArray()).Should().Throw<InvalidOperationException>().WithMessage("*complex32*");
        FluentActions.Invoking(() => Torch.Ones([.. Enumerable.Repeat(1L, 33)]).ToNestedArray()).Should().Throw<InvalidOperationException>().WithMessage("*32*33*");
    }

    [Fact]
    public void Tolist_IsArraysWithinArrays()
    {
        var list = (long[][][])Torch.Arange(8).Reshape(2, 2, 2).Tolist();

        list[1][0].Should().Equal(4, 5);
        ((float[])Torch.Tensor([1.5f]).Tolist()).Should().Equal(1.5f);
        Torch.Tensor(2.5).Tolist().Should().Be(2.5);
        ((float[][])Torch.Zeros(2, 0).Tolist()).Should().HaveCount(2);
    }

    [Fact]
    public void Tolist_OfADTypeThatDotNetHasNot_Converts()
    {
        ((Complex[])Torch.Complex(Torch.Ones(1), Torch.Ones(1)).To(DType.Complex32).Tolist()).Should().Equal(new Complex(1, 1));
        ((ComplexFloat[])Torch.Complex(Torch.Ones(1), Torch.Ones(1)).Tolist()).Should().Equal(new ComplexFloat(1, 1));
        ((float[])Torch.Ones([2], dtype: DType.Float8E5m2).Tolist()).Should().Equal(1, 1);
    }

    [Fact]
    public void Tensor_OfArraysWithinArrays_OfEveryDepth_RoundTrips()
    {
        var x = Torch.Arange(16, dtype: DType.Float64).Reshape(2, 2, 2, 2);

        Torch.Tensor((double[][][][])x.Tolist()).Should().BeEqualTo(x);
        Torch.Tensor((Array)x.Tolist()).Should().BeEqualTo(x);
    }

    [Fact]
    public void Tensor_OfRectanglesWithinAnArray_HasAllDimensions()
    {
        float[][,] data = [new[,] { { 1f, 2f } }, new[,] { { 3f, 4f } }];

        Torch.Tensor(data).Should().HaveShape(2, 1, 2).And.HaveValues(1, 2, 3, 4);
    }

    [Fact]
    public void Tensor_OfBFloat16_AndComplex_HasTheirElements()
    {
        Torch.Tensor([(BFloat16)1.5f, (BFloat16)(-2f)]).Should().HaveDType(DType.Bfloat16).And.HaveValues(1.5, -2);
        Torch.Tensor([new Complex(1, 2)]).ToArray<Complex>().Should().Equal(new Complex(1, 2));
        Torch.Tensor(new[,] { { (Half)1f } }).Should().HaveDType(DType.Float16).And.HaveShape(1, 1);
    }
}
