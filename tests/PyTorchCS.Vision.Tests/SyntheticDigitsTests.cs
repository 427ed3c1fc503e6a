using FluentAssertions;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Vision.Tests;

public sealed class SyntheticDigitsTests : LeakCheck
{
    [Fact]
    public void Constructor_SameSeed_DrawsTheSame()
    {
        SyntheticDigits first = new(200, seed: 5);
        SyntheticDigits second = new(200, seed: 5);

        first.Images.Equal(second.Images).Should().BeTrue();
        first.Labels.Equal(second.Labels).Should().BeTrue();
    }

    [Fact]
    public void Constructor_OtherSeed_DrawsOthers()
    {
        SyntheticDigits first = new(200, seed: 5);
        SyntheticDigits second = new(200, seed: 6);

        first.Images.Equal(second.Images).Should().BeFalse();
        first.Labels.Equal(second.Labels).Should().BeFalse();
    }

    [Fact]
    public void Constructor_MoreDigits_BeginsWithTheSame()
    {
        SyntheticDigits few = new(10, seed: 5);
        SyntheticDigits many = new(50, seed: 5);

        many.Images.Narrow(0, 0, 10).Equal(few.Images).Should().BeTrue();
    }

    [Fact]
    public void Images_AreGreyPicturesBetweenZeroAndOne()
    {
        SyntheticDigits digits = new(100);

        digits.Images.Shape.Should().Equal(100, 1, 28, 28);
        digits.Images.DType.Should().Be(DType.Float32);
        digits.Images.Min().Item<float>().Should().Be(0);
        digits.Images.Max().Item<float>().Should().BeInRange(0.7f, 1f);
    }

    [Fact]
    public void Labels_HoldEveryDigitAboutEquallyOften()
    {
        SyntheticDigits digits = new(2000);

        digits.Labels.DType.Should().Be(DType.Int64);
        digits.Labels.Bincount(minlength: 10).ToArray<long>().Should().HaveCount(10).And.OnlyContain(count => count > 140 && count < 260);
    }

    [Fact]
    public void Images_OfOneDigit_AreNearestToItsMeanPicture()
    {
        SyntheticDigits train = new(2000, seed: 1);
        SyntheticDigits test = new(500, seed: 2);
        Tensor means = Torch.Stack([.. Enumerable.Range(0, 10).Select(digit => train.Images[train.Labels.Eq(digit)].Mean(0).Flatten())]);

        Tensor distances = Torch.Cdist(test.Images.Flatten(1), means);
        double accuracy = distances.Argmin(1).Eq(test.Labels).To(DType.Float64).Mean().Item<double>();

        accuracy.Should().BeGreaterThan(0.5, "chance is 0.1");
    }

    [Fact]
    public void Constructor_Normalization_IsApplied()
    {
        SyntheticDigits plain = new(20, seed: 3);
        SyntheticDigits normalized = new(20, seed: 3, new Normalization(0.5, 0.25));

        normalized.Images.Should().BeCloseTo((plain.Images - 0.5) / 0.25);
    }

    [Fact]
    public void Constructor_NoDigits_IsRefused() =>
        FluentActions.Invoking(() => new SyntheticDigits(0)).Should().Throw<ArgumentOutOfRangeException>();
}
