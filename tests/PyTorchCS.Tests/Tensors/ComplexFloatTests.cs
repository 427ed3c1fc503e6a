using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class ComplexFloatTests : LeakCheck
{
    private static readonly ComplexFloat[] Numbers = [new(1, -2), new(0.5f, 3.25f), new(float.NaN, float.PositiveInfinity), 4f];

    [Fact]
    public void Elements_GoInAndOut_AsTheyLieInMemory()
    {
        Unsafe.SizeOf<ComplexFloat>().Should().Be(8);
        using var x = Torch.Tensor(Numbers);

        x.DType.Should().Be(DType.Complex64);
        x.ToArray<ComplexFloat>().Should().Equal(Numbers);
        Torch.ViewAsReal(x)[..2].ToArray<float>().Should().Equal(1, -2, 0.5f, 3.25f);
        x.To(DType.Complex128).ToArray<Complex>()[1].Should().Be(new Complex(0.5, 3.25));
        x[1].Item<ComplexFloat>().Should().Be(new ComplexFloat(0.5f, 3.25f));
        ((ComplexFloat[])x.ToNestedArray()).Should().Equal(Numbers);
        Torch.Tensor(new ComplexFloat[,] { { 1f }, { new(0, 1) } }).ToArray<ComplexFloat>().Should().Equal(1f, new ComplexFloat(0, 1));
    }

    [Fact]
    public void Memory_IsShared()
    {
        var numbers = Numbers.ToArray();
        using var x = Torch.FromMemory(numbers);

        x[0].Fill_(new ComplexFloat(7, 8));
        numbers[0].Should().Be(new ComplexFloat(7, 8));
        x.AsSpan<ComplexFloat>()[1] = 9f;
        numbers[1].Should().Be((ComplexFloat)9f);
    }

    [Fact]
    public void ToArray_OfAConjugate_IsConjugate()
    {
        using var x = Torch.Tensor(Numbers[..2]);
        x.Conj().ToArray<ComplexFloat>().Should().Equal(new ComplexFloat(1, 2), new ComplexFloat(0.5f, -3.25f));
    }

    [Fact]
    public void WrongType_Throws()
    {
        using var x = Torch.Tensor(Numbers);
        x.Invoking(it => it.ToArray<Complex>()).Should().Throw<ArgumentException>().WithMessage("*complex64*Complex*");
        x.Invoking(it => it.To(DType.Complex128).ToArray<ComplexFloat>()).Should().Throw<ArgumentException>().WithMessage("*ComplexFloat*");
        x.Invoking(it => it.ToArray<float>()).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Conversions_RoundTheParts()
    {
        ((Complex)new ComplexFloat(0.1f, 2)).Should().Be(new Complex(0.1f, 2));
        ((ComplexFloat)new Complex(0.1, -2)).Should().Be(new ComplexFloat(0.1f, -2));
        new ComplexFloat(float.NaN, 1).Should().Be(new ComplexFloat(float.NaN, 1));
        (new ComplexFloat(1, 2) == new ComplexFloat(1, 3)).Should().BeFalse();
        new ComplexFloat(1.5f, -2).ToString("R", CultureInfo.InvariantCulture).Should().Be("<1.5; -2>");
        string.Create(CultureInfo.GetCultureInfo("de-DE"), $"{new ComplexFloat(1.5f, -2)}").Should().Be("<1,5; -2>");
    }

    [Theory]
    [InlineData(DType.Float8E5m2)]
    [InlineData(DType.Float8E4m3fn)]
    [InlineData(DType.Float8E5m2fnuz)]
    [InlineData(DType.Float8E4m3fnuz)]
    [InlineData(DType.Float8E8m0fnu)]
    public void EightBitFloats_GoInAndOut_AsBits(DType dtype)
    {
        using var x = Torch.Tensor([0.5f, 1, 2]).To(dtype);

        var bits = x.View(DType.Uint8).ToArray<byte>();

        Torch.Tensor(bits).View(dtype).Float().ToArray<float>().Should().Equal(0.5f, 1, 2);
        x.Invoking(it => it.ToArray<byte>()).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void HalfComplex_GoesInAndOut_AsItsParts()
    {
        using var x = Torch.Tensor(Numbers[..2]).To(DType.Complex32);

        var parts = Torch.ViewAsReal(x).ToArray<Half>();

        Torch.ViewAsComplex(Torch.Tensor(parts).Reshape(2, 2)).To(DType.Complex64).ToArray<ComplexFloat>().Should().Equal(Numbers[..2]);
    }
}
