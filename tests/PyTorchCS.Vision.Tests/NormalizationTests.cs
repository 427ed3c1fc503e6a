using FluentAssertions;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Vision.Tests;

public sealed class NormalizationTests : LeakCheck
{
    private static readonly Normalization Normalization = new(0.5, 0.25);

    [Fact]
    public void Apply_ShiftsAndScalesInPlace()
    {
        Tensor images = Torch.Tensor([0f, 0.5f, 1f]);

        Normalization.Apply_(images).Should().BeSameAs(images);

        images.Should().HaveValues(-2, 0, 2);
    }

    [Fact]
    public void Invert_AfterApply_GivesThePixelsBack()
    {
        Tensor images = Torch.Tensor([0f, 0.3f, 1f]);

        Normalization.Invert(Normalization.Apply_(images.Clone())).Should().BeCloseTo(images);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Apply_SenselessStd_IsRefused(double std) =>
        FluentActions.Invoking(() => new Normalization(0, std).Apply_(Torch.Ones(1))).Should().Throw<ArgumentOutOfRangeException>();
}
