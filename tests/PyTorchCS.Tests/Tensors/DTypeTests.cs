using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class DTypeTests : LeakCheck
{
    [Theory]
    [InlineData(DType.Uint8, 1, false)]
    [InlineData(DType.Int8, 1, false)]
    [InlineData(DType.Int16, 2, false)]
    [InlineData(DType.Int32, 4, false)]
    [InlineData(DType.Int64, 8, false)]
    [InlineData(DType.Float16, 2, true)]
    [InlineData(DType.Bfloat16, 2, true)]
    [InlineData(DType.Float32, 4, true)]
    [InlineData(DType.Float64, 8, true)]
    [InlineData(DType.Bool, 1, false)]
    [InlineData(DType.Complex64, 8, false)]
    [InlineData(DType.Complex128, 16, false)]
    public void DType_KnowsItsSizeAndKind(DType dtype, int size, bool floating)
    {
        dtype.Itemsize.Should().Be(size);
        dtype.IsFloatingPoint.Should().Be(floating);
        Torch.Zeros([2], dtype: dtype).Should().HaveDType(dtype);
    }

    [Theory]
    [InlineData(DType.Int64, DType.Float32, DType.Float32)]
    [InlineData(DType.Float32, DType.Float64, DType.Float64)]
    [InlineData(DType.Bool, DType.Uint8, DType.Uint8)]
    [InlineData(DType.Uint8, DType.Int8, DType.Int16)]
    [InlineData(DType.Float16, DType.Bfloat16, DType.Float32)]
    public void Promotion_LikePyTorch(DType left, DType right, DType expected) =>
        (Torch.Ones([1], dtype: left) + Torch.Ones([1], dtype: right)).Should().HaveDType(expected);

    [Theory]
    [FixtureData("dtypes/Promotion")]
    public void PromotionRules_AreThoseOfPyTorch(FixtureCase golden)
    {
        var left = FixtureTensor.ParseDType(golden.Text("left"));
        var right = FixtureTensor.ParseDType(golden.Text("right"));

        Torch.PromoteTypes(left, right).Should().Be(FixtureTensor.ParseDType(golden.Text("promoted")));
        Torch.CanCast(left, right).Should().Be(golden.Boolean("canCast"));
        Torch.ResultType(Torch.Ones([2], dtype: left), Torch.Ones([2], dtype: right)).Should().Be(FixtureTensor.ParseDType(golden.Text("tensors")));
        Torch.ResultType(Torch.Ones([2], dtype: left), Torch.Ones([], dtype: right)).Should().Be(FixtureTensor.ParseDType(golden.Text("withScalarTensor")));
    }

    [Theory]
    [FixtureData("dtypes/Scalars")]
    public void ResultType_WithANumber_IsThatOfPyTorch(FixtureCase golden)
    {
        Scalar number = golden.Text("number") switch { "bool" => true, "int" => 2, "float" => 2.5, _ => new System.Numerics.Complex(1, 2) };

        Torch.ResultType(Torch.Ones([2], dtype: FixtureTensor.ParseDType(golden.Text("tensor"))), number)
            .Should().Be(FixtureTensor.ParseDType(golden.Text("result")));
    }

    /// <summary>Every dtype of the product keeps what it can say of 0, 1 and 2 and comes back.</summary>
    [Theory]
    [InlineData(DType.Float8E4m3fn)]
    [InlineData(DType.Float8E4m3fnuz)]
    [InlineData(DType.Float8E5m2)]
    [InlineData(DType.Float8E5m2fnuz)]
    [InlineData(DType.Uint16)]
    [InlineData(DType.Uint32)]
    [InlineData(DType.Uint64)]
    [InlineData(DType.Complex32)]
    public void RareTypes_ConvertBothWays(DType dtype)
    {
        var x = Torch.Tensor([0f, 1f, 2f]).To(dtype);

        x.Should().HaveDType(dtype);
        x.Shape.Should().Equal(3);
        (dtype.IsComplex ? Torch.ViewAsReal(x).To(DType.Float32)[.., 0] : x.To(DType.Float32)).Should().HaveValues(0, 1, 2);
    }

    [Fact]
    public void PowersOfTwo_InEightBits_HaveNoZero() =>
        Torch.Tensor([1f, 2f, 0.25f]).To(DType.Float8E8m0fnu).To(DType.Float32).Should().HaveValues(1, 2, 0.25);

    [Fact]
    public void PackedFloat4_IsStored()
    {
        var x = Torch.Empty([3], dtype: DType.Float4E2m1fnX2);

        x.Nbytes.Should().Be(3);
        x.View(DType.Uint8).Should().HaveShape(3);
        DType.Float4E2m1fnX2.IsFloatingPoint.Should().BeTrue();
    }

    [Theory]
    [InlineData(DType.Complex32, DType.Float16)]
    [InlineData(DType.Complex64, DType.Float32)]
    [InlineData(DType.Complex128, DType.Float64)]
    public void ToRealAndToComplex_AreInverse(DType complex, DType real)
    {
        complex.ToReal().Should().Be(real);
        real.ToComplex().Should().Be(complex);
        real.ToReal().Should().Be(real);
        complex.ToComplex().Should().Be(complex);
    }

    [Theory]
    [InlineData(DType.Float32, true)]
    [InlineData(DType.Int8, true)]
    [InlineData(DType.Uint64, false)]
    [InlineData(DType.Bool, false)]
    [InlineData(DType.Float8E8m0fnu, false)]
    public void IsSigned_IsThatOfTheTensor(DType dtype, bool expected)
    {
        dtype.IsSigned.Should().Be(expected);
        Torch.Empty([1], dtype: dtype).IsSigned().Should().Be(expected);
    }

    [Fact]
    public void ShortNames_StandForTheLongOnes() =>
        new[] { Torch.Half, Torch.Float, Torch.Double, Torch.Short, Torch.Int, Torch.Long, Torch.Chalf, Torch.Cfloat, Torch.Cdouble }
            .Should().Equal(
                DType.Float16, DType.Float32, DType.Float64, DType.Int16, DType.Int32, DType.Int64, DType.Complex32, DType.Complex64, DType.Complex128);
}
