using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class TensordotTests : LeakCheck
{
    [Theory]
    [InlineData(0, "ijk,xlm->ijkxlm")]
    [InlineData(1, "ijk,klm->ijlm")]
    public void Tensordot_NumberOfDimensions_IsTheSumOverThem(long dims, string equation)
    {
        using var a = Torch.Randn([2, 3, 4], dtype: DType.Float64);
        using var b = Torch.Randn([4, 5, 2], dtype: DType.Float64);
        using var expected = Torch.Einsum(equation, [a, b]);

        using var result = Torch.Tensordot(a, b, dims);

        Torch.Allclose(result, expected).Should().BeTrue();
        result.Shape.Should().Equal(expected.Shape);
    }

    [Fact]
    public void Tensordot_WithoutANumber_SumsOverTwoDimensions()
    {
        using var a = Torch.Randn([2, 3, 4], dtype: DType.Float64);
        using var b = Torch.Randn([3, 4, 5], dtype: DType.Float64);
        using var expected = Torch.Einsum("ijk,jkl->il", [a, b]);

        using var result = Torch.Tensordot(a, b);

        Torch.Allclose(result, expected).Should().BeTrue();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Tensordot_MoreDimensionsThanThereAre_IsRefused(long dims)
    {
        using var a = Torch.Ones(2, 3, 4);
        using var b = Torch.Ones(2, 3);

        FluentActions.Invoking(() => Torch.Tensordot(a, b, dims)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*tensordot*[2, 3, 4]*[2, 3]*");
    }
}
