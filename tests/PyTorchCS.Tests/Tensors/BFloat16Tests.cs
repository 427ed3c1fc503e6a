using System.Globalization;
using System.Runtime.CompilerServices;
using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class BFloat16Tests : LeakCheck
{
    [Fact]
    public void Conversion_OfEveryNumber_IsThatOfLibTorch()
    {
        var all = Enumerable.Range(0, 1 << 16).Select(bits => BFloat16.FromBits((ushort)bits)).ToArray();

        var floats = Torch.Tensor(all).Float().ToArray<float>();

        all.Select(value => BitConverter.SingleToUInt32Bits(value)).Should().Equal(floats.Select(BitConverter.SingleToUInt32Bits));
        all.Where(value => !float.IsNaN(value)).Should().OnlyContain(value => ((BFloat16)(float)value).Bits == value.Bits);
    }

    [Fact]
    public void Conversion_OfFloats_RoundsAsLibTorch()
    {
        var random = new Random(1);
        var floats = Enumerable.Range(0, 20000).Select(_ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)))
            .Concat([0f, -0f, 1f, float.MaxValue, float.MinValue, float.Epsilon, float.PositiveInfinity, BitConverter.UInt32BitsToSingle(0x3f808000), BitConverter.UInt32BitsToSingle(0x3f818000)])
            .Where(value => !float.IsNaN(value)).ToArray();

        var rounded = Torch.Tensor(floats).Bfloat16().ToArray<BFloat16>();

        floats.Select(value => ((BFloat16)value).Bits).Should().Equal(rounded.Select(value => value.Bits));
    }

    [Fact]
    public void NaN_StaysNaN_AndIsEqualToItselfByEqualsOnly()
    {
        var nan = (BFloat16)float.NaN;

        float.IsNaN(nan).Should().BeTrue();
        nan.Equals(nan).Should().BeTrue();
#pragma warning disable CS1718 // That is what is tested.
        (nan == nan).Should().BeFalse();
#pragma warning restore CS1718
    }

    [Fact]
    public void Comparison_IsThatOfNumbers()
    {
        var (one, two) = ((BFloat16)1f, (BFloat16)2d);

        (one < two && two > one && one <= two && two >= one && one != two).Should().BeTrue();
        one.CompareTo(two).Should().BeNegative();
        ((BFloat16)0f == (BFloat16)(-0f)).Should().BeTrue();
        one.Equals((object)(BFloat16)1f).Should().BeTrue();
        one.GetHashCode().Should().Be(((BFloat16)1f).GetHashCode());
    }

    [Fact]
    public void Size_IsThatOfAnElement() => Unsafe.SizeOf<BFloat16>().Should().Be(DType.Bfloat16.Itemsize);

    [Fact]
    public void Item_AndScalar_TakeIt()
    {
        Torch.Tensor((BFloat16)1.5f).Item<BFloat16>().Should().Be((BFloat16)1.5f);
        Torch.Full([1], (BFloat16)0.5f).Item<float>().Should().Be(0.5f);
        ((BFloat16)1.5f).ToString(null, CultureInfo.InvariantCulture).Should().Be("1.5");
    }
}
