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
}
