using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class DecompositionsTests : LeakCheck
{
    [Theory]
    [FixtureData("ops/LowRank")]
    public void LowRank_SingularValues_AreThoseOfPyTorch(FixtureCase golden)
    {
        Torch.ManualSeed(0);
        var a = golden.Tensor("inputs", "A");
        var isPca = golden.Text("function") == "pca_lowrank";
        var niter = golden.Args.Int64("niter", 2);

        var (u, s, v) = isPca
            ? Torch.PcaLowrank(a, golden.Args.OptionalInt64("q"), niter: niter)
            : Torch.SvdLowrank(a, golden.Args.OptionalInt64("q"), niter);

        s.Should().BeCloseTo(golden.Tensor("outputs", "S"), absolute: 1e-10);
        var whole = isPca ? a - a.Mean(-2, keepdim: true) : a;
        (u * s.Unsqueeze(-2)).Matmul(v.MH).Should().BeCloseTo(whole, absolute: 1e-10);
        u.MH.Matmul(u).Should().BeCloseTo(Torch.Eye(s.Size(-1), dtype: DType.Float64).ExpandAs(u.MH.Matmul(u)), absolute: 1e-10);
    }

    [Fact]
    public void SvdLowrank_WithAMean_DecomposesTheDifference()
    {
        Torch.ManualSeed(1);
        var mean = Torch.Randn([1, 4], dtype: DType.Float64);
        var a = Torch.Randn([7, 1], dtype: DType.Float64).Matmul(Torch.Randn([1, 4], dtype: DType.Float64)) + mean;

        var (u, s, v) = Torch.SvdLowrank(a, q: 2, M: mean);

        (u * s).Matmul(v.MT).Should().BeCloseTo(a - mean, absolute: 1e-10);
    }

    [Fact]
    public void PcaLowrank_OfASparseMatrix_IsThatOfTheDenseOne()
    {
        Torch.ManualSeed(2);
        var dense = Torch.Randn([8, 3], dtype: DType.Float64).Relu();

        var (_, s, _) = Torch.PcaLowrank(dense.ToSparse(), q: 3);

        s.Should().BeCloseTo(Linalg.Svdvals(dense - dense.Mean(0, keepdim: true)), absolute: 1e-9);
    }

    [Fact]
    public void SvdLowrank_OfAComplexMatrix_Reconstructs()
    {
        Torch.ManualSeed(3);
        var a = Torch.Randn([3, 2], dtype: DType.Complex128).Matmul(Torch.Randn([2, 6], dtype: DType.Complex128));

        var (u, s, v) = Torch.SvdLowrank(a, q: 2);

        (u * s).Matmul(v.MH).Should().BeCloseTo(a, absolute: 1e-10);
    }

    [Fact]
    public void PcaLowrank_OfTooManyComponents_Throws()
    {
        var act = () => Torch.PcaLowrank(Torch.Zeros(3, 2), q: 3);

        act.Should().Throw<ArgumentException>().WithMessage("pca_lowrank: *");
    }

    [Fact]
    public void Lu_UnpacksToItsMatrix()
    {
        Torch.ManualSeed(4);
        var a = Torch.Randn([2, 3, 3], dtype: DType.Float64);

        var (lu, pivots, infos) = Torch.Lu(a);
        var (p, l, u) = Torch.LuUnpack(lu, pivots);

        p.Matmul(l).Matmul(u).Should().BeCloseTo(a, absolute: 1e-12);
        infos.Should().HaveValues(0, 0);
    }

    [Fact]
    public void Lu_OfASingularMatrix_TellsTheFirstZeroOfTheDiagonal() =>
        Torch.Lu(Torch.Tensor([[1f, 2f], [2f, 4f]]), getInfos: true).Infos.Item<int>().Should().Be(2);
}
