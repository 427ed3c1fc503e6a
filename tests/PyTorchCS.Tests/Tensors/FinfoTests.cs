using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class FinfoTests : LeakCheck
{
    public static TheoryData<DType> Types => new(
        DType.Float16, DType.Bfloat16, DType.Float32, DType.Float64, DType.Float8E4m3fn, DType.Float8E4m3fnuz, DType.Float8E5m2, DType.Float8E5m2fnuz, DType.Float8E8m0fnu);

    [Theory]
    [FixtureData("dtypes/Finfo")]
    public void Fields_AreThoseOfPyTorch(FixtureCase golden)
    {
        var info = Torch.Finfo(golden.DType);

        info.Bits.Should().Be((int)golden.Int64("bits"));
        info.Eps.Should().Be(golden.Double("eps"));
        info.Max.Should().Be(golden.Double("max"));
        info.Min.Should().Be(golden.Double("min"));
        info.Tiny.Should().Be(golden.Double("tiny"));
        info.SmallestNormal.Should().Be(golden.Double("smallestNormal"));
        info.Resolution.Should().Be(golden.Double("resolution"));
        info.Dtype.Should().Be(FixtureTensor.ParseDType(golden.Text("of")));
    }

    /// <summary>Holds the fields against LibTorch's own conversions, for the dtypes too that the oracle does not know.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public void Fields_AreNumbersOfTheDtype(DType dtype)
    {
        var info = Torch.Finfo(dtype);
        double[] numbers = [info.Max, info.Min, info.Tiny, info.Eps];

        Through(dtype, numbers).Should().Equal(numbers);
        info.Bits.Should().Be(8 * dtype.Itemsize);
    }

    /// <summary>The next number after 1 is found by rounding; only for one dtype does LibTorch report another distance.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public void Eps_IsTheDistanceAfterOne(DType dtype)
    {
        var eps = Torch.Finfo(dtype).Eps * (dtype == DType.Float8E5m2fnuz ? 2 : 1);

        Through(dtype, [1 + eps]).Should().Equal(1 + eps);
        Through(dtype, [1 + eps / 4]).Should().Equal(1);
    }

    [Fact]
    public void Finfo_WithoutADtype_IsThatOfTheDefault() => Torch.Finfo().Dtype.Should().Be(DType.Float32);

    [Theory]
    [InlineData(DType.Int32)]
    [InlineData(DType.Bool)]
    [InlineData(DType.Float4E2m1fnX2)]
    public void Finfo_OfAnotherKind_Throws(DType dtype)
    {
        var act = () => Torch.Finfo(dtype);

        act.Should().Throw<ArgumentException>().WithMessage($"finfo: {dtype.PythonName()}*");
    }

    private static double[] Through(DType dtype, double[] numbers) => Torch.Tensor(numbers).To(dtype).To(DType.Float64).ToArray<double>();

    [Theory]
    [InlineData(DType.Float32, "finfo(resolution=1e-06, min=-3.40282e+38, max=3.40282e+38, eps=1.19209e-07, smallest_normal=1.17549e-38, tiny=1.17549e-38, dtype=float32)")]
    [InlineData(DType.Float16, "finfo(resolution=0.001, min=-65504, max=65504, eps=0.000976562, smallest_normal=6.10352e-05, tiny=6.10352e-05, dtype=float16)")]
    [InlineData(DType.Float64, "finfo(resolution=1e-15, min=-1.79769e+308, max=1.79769e+308, eps=2.22045e-16, smallest_normal=2.22507e-308, tiny=2.22507e-308, dtype=float64)")]
    public void ToString_IsPyTorchs(DType dtype, string expected) => Torch.Finfo(dtype).ToString().Should().Be(expected);
}
