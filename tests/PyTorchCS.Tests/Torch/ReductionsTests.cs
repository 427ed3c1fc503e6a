using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class ReductionsTests : LeakCheck
{
    private readonly Tensor _x = Torch.Tensor([[3.0, -4.0], [0.0, 12.0]]);

    [Fact]
    public void Norm_TakesOrderDimensionsAndDtype()
    {
        _x.Norm().Should().HaveValues(13);
        _x.Norm(1).Should().HaveValues(19);
        _x.Norm(0).Should().HaveValues(3);
        _x.Norm(Torch.Inf, 1).Should().HaveValues(4, 12);
        _x.Norm(2, 1, keepdim: true).Should().HaveShape(2, 1).And.HaveValues(5, 12);
        _x.Float().Norm(dim: 0, dtype: DType.Float64).Should().HaveDType(DType.Float64);
        _x.Norm(NormOrder.Frobenius, [0, 1]).Should().HaveValues(13);
        _x.Norm(NormOrder.Nuclear).Should().BeCloseTo(Linalg.Svdvals(_x).Sum());
    }

    [Fact]
    public void Norm_WritesIntoATensor()
    {
        var into = Torch.Empty([2], dtype: DType.Float64);

        Torch.Norm(_x, dim: 1, @out: into).Should().BeSameAs(into);
        into.Should().HaveValues(5, 12);
        Torch.Norm(_x, NormOrder.Nuclear, [0, 1], @out: Torch.Empty([], dtype: DType.Float64)).Should().BeCloseTo(_x.Norm(NormOrder.Nuclear));
    }

    [Fact]
    public void Norm_OfASparseTensor_IsThatOfItsElements() => _x.ToSparse().Norm().Should().HaveValues(13);

    [Fact]
    public void Tensordot_TakesANumberOfDimensionsOrTwoLists()
    {
        Torch.ManualSeed(0);
        var a = Torch.Randn([2, 3, 4], dtype: DType.Float64);
        var b = Torch.Randn([3, 4, 5], dtype: DType.Float64);

        var expected = a.Reshape(2, 12).Matmul(b.Reshape(12, 5));
        Torch.Tensordot(a, b).Should().BeCloseTo(expected);
        Torch.Tensordot(a, b, [1, 2], [0, 1]).Should().BeCloseTo(expected);
        Torch.Tensordot(a, b, dims: 0).Should().HaveShape(2, 3, 4, 3, 4, 5);
        var into = Torch.Empty([2, 5], dtype: DType.Float64);
        Torch.Tensordot(a, b, @out: into).Should().BeSameAs(into);
        into.Should().BeCloseTo(expected);
    }

    [Fact]
    public void Tensordot_OverMoreDimensionsThanThereAre_Throws()
    {
        var act = () => Torch.Tensordot(_x, _x, dims: 3);

        act.Should().Throw<ArgumentOutOfRangeException>().WithMessage("tensordot: float64 [2, 2] and*");
    }

    [Fact]
    public void Split_TakesASizeOrSections()
    {
        Torch.Split(tensor: Torch.Arange(5), splitSizeOrSections: 2).Select(part => part.Numel()).Should().Equal(2, 2, 1);
        Torch.Split(Torch.Arange(5), [1, 4], dim: 0)[1].Should().HaveValues(1, 2, 3, 4);
    }

    [Fact]
    public void NuclearNorm_OfMoreThanAMatrix_WantsDimensions()
    {
        var batch = Torch.Ones(2, 3, 4);

        Torch.Norm(batch, NormOrder.Nuclear, new long[] { 1, 2 }).Should().HaveShape(2);
        FluentActions.Invoking(() => Torch.Norm(batch, NormOrder.Nuclear)).Should().Throw<TorchException>().WithMessage("linalg_matrix_norm*2*");
    }
}
