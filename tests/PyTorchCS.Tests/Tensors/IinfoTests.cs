using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class IinfoTests : LeakCheck
{
    [Theory]
    [FixtureData("dtypes/Iinfo")]
    public void Fields_AreThoseOfPyTorch(FixtureCase golden)
    {
        var info = Torch.Iinfo(golden.DType);

        info.Bits.Should().Be((int)golden.Int64("bits"));
        info.Max.Should().Be((ulong)golden.Int64("max"));
        info.Min.Should().Be(golden.Int64("min"));
        info.Dtype.Should().Be(FixtureTensor.ParseDType(golden.Text("of")));
    }

    [Theory]
    [InlineData(DType.Uint16, ushort.MaxValue)]
    [InlineData(DType.Uint32, uint.MaxValue)]
    [InlineData(DType.Uint64, ulong.MaxValue)]
    public void Fields_OfUnsignedTypes_FillTheirBits(DType dtype, ulong max)
    {
        var info = Torch.Iinfo(dtype);

        info.Max.Should().Be(max);
        info.Min.Should().Be(0);
        info.Bits.Should().Be(8 * dtype.Itemsize);
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Bool)]
    public void Iinfo_OfAnotherKind_Throws(DType dtype)
    {
        var act = () => Torch.Iinfo(dtype);

        act.Should().Throw<ArgumentException>().WithMessage("iinfo: *");
    }

    [Fact]
    public void ToString_IsPyTorchs() => Torch.Iinfo(DType.Int8).ToString().Should().Be("iinfo(min=-128, max=127, dtype=int8)");
}
