using System.Globalization;
using System.Numerics;
using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class ScalarTests
{
    [Fact]
    public void Scalar_OfEachNumber_KnowsItsKind()
    {
        ((Scalar)1).IsIntegral.Should().BeTrue();
        ((Scalar)1L).IsIntegral.Should().BeTrue();
        ((Scalar)1f).IsFloatingPoint.Should().BeTrue();
        ((Scalar)1d).IsFloatingPoint.Should().BeTrue();
        ((Scalar)true).IsBoolean.Should().BeTrue();
        ((Scalar)new Complex(1, 2)).IsComplex.Should().BeTrue();
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData((1L << 53) + 1)]
    public void Scalar_OfALargeWholeNumber_KeepsEveryBit(long value)
    {
        ((Scalar)value).ToInt64().Should().Be(value);
        Torch.Full([1], value).Item<long>().Should().Be(value);
    }

    [Fact]
    public void Scalar_Equality_LooksAtKindAndValue()
    {
        ((Scalar)2).Should().Be((Scalar)2L);
        ((Scalar)2).Should().NotBe((Scalar)2.0);
        ((Scalar)double.NaN).Should().Be((Scalar)double.NaN);
    }

    [Theory]
    [InlineData(0.0, -0.0)]
    [InlineData(double.NaN, -double.NaN)]
    public void Scalar_EqualNumbers_HaveEqualHashCodes(double left, double right)
    {
        ((Scalar)left).Should().Be((Scalar)right);
        ((Scalar)left).GetHashCode().Should().Be(((Scalar)right).GetHashCode());
        ((Scalar)new Complex(left, left)).Should().Be((Scalar)new Complex(right, right));
        ((Scalar)new Complex(left, left)).GetHashCode().Should().Be(((Scalar)new Complex(right, right)).GetHashCode());
    }

    [Fact]
    public void Scalar_Text_IsInvariant()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            ((Scalar)1.5).ToString().Should().Be("1.5");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Scalar_OfAFraction_IsNoWholeNumber()
    {
        var act = () => ((Scalar)1.5).ToInt64();

        act.Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Scalar_OfEveryWholeNumberType_KeepsIt()
    {
        Scalar[] numbers = [(sbyte)5, (byte)5, (short)5, (ushort)5, 5, 5u, 5L, 5UL];

        numbers.Should().AllSatisfy(number => number.Should().Be((Scalar)5L));
        (Torch.Tensor(1L) + 5u).Should().HaveValues(6);
    }

    [Fact]
    public void Scalar_TextOfAComplexNumber_HasOneSign()
    {
        ((Scalar)new Complex(1, -0d)).ToString().Should().Be("(1-0j)");
        ((Scalar)new Complex(1, double.NaN)).ToString().Should().Be("(1+NaNj)");
    }
}
