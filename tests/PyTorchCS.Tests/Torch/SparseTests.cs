using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class SparseTests : LeakCheck
{
    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor, Tensor>> Calls = new()
    {
        ["sum"] = (x, _, _) => Sparse.Sum(x),
        ["sum_dim"] = (x, _, _) => Sparse.Sum(x, 0),
        ["sum_dims"] = (x, _, _) => Sparse.Sum(x, [0, 1]),
        ["sum_dtype"] = (x, _, _) => Sparse.Sum(x, dtype: DType.Float32),
        ["sum_dim_dtype"] = (x, _, _) => Sparse.Sum(x, 1, dtype: DType.Float32),
        ["mm"] = (x, dense, _) => Sparse.Mm(x, dense),
        ["addmm"] = (x, dense, mat) => Sparse.Addmm(mat, x, dense, beta: 0.5, alpha: 2.0),
        ["softmax"] = (x, _, _) => Sparse.Softmax(x, 1),
        ["log_softmax"] = (x, _, _) => Sparse.LogSoftmax(x, 1),
        ["spdiags"] = (_, _, _) => Sparse.Spdiags(Torch.Arange(1, 10, dtype: DType.Float32).View(3, 3), Torch.Tensor([0L, -1L, 2L]), [4, 3]),
    };

    [Theory]
    [FixtureData("ops/Sparse")]
    public void Results_AreThoseOfPyTorch(FixtureCase golden)
    {
        var x = golden.Tensor("inputs", "x").ToSparse();

        var result = Calls[golden.Name](x, golden.Tensor("inputs", "dense"), golden.Tensor("inputs", "mat"));

        result.IsSparse.Should().Be(golden.Boolean("isSparse"));
        (result.IsSparse ? result.ToDense() : result).Should().BeCloseTo(golden.Tensor("outputs", "output"));
    }

    [Fact]
    public void Mm_WithAReduction_ReducesTheProductsOfARow()
    {
        var x = Torch.Tensor([[1f, 0f, 2f], [0f, 3f, 0f]]);
        var dense = Torch.Tensor([[1f, 5f], [2f, 2f], [4f, 1f]]);

        Sparse.Mm(x.ToSparseCsr(), dense, Reduce.Amax).Should().HaveValues(8, 5, 6, 6);
        Sparse.Mm(x.ToSparseCsr(), dense, Reduce.Mean).Should().HaveValues(4.5, 3.5, 6, 6);
    }

    [Fact]
    public void OtherNames_DoTheSame()
    {
        var x = Torch.Tensor([[1f, 0f], [0f, 2f]]).ToSparse();
        var dense = Torch.Tensor([[1f, 2f], [3f, 4f]]);

        Torch.Spmm(x, dense).Should().HaveValues(1, 2, 6, 8);
        Torch.Dsmm(x, dense).Should().HaveValues(1, 2, 6, 8);
        Torch.Hsmm(x, dense).ToDense().Should().HaveValues(1, 2, 6, 8);
        Torch.Saddmm(x, x, dense).ToDense().Should().HaveValues(2, 2, 6, 10);
    }

    [Fact]
    public void Spsolve_WithoutADevice_SaysSo()
    {
        var act = () => Sparse.Spsolve(Torch.Eye(2).ToSparseCsr(), Torch.Ones(2));

        act.Should().Throw<TorchException>();
    }

    [Fact]
    public void CheckInvariants_HoldsForOneCall()
    {
        var indices = Torch.Tensor([[0L, -1L]]);
        var act = () => Torch.SparseCooTensor(indices, Torch.Ones(2), [2], checkInvariants: true);

        act.Should().Throw<TorchException>().WithMessage("*negative*");
        SparseInvariantsGuard.IsEnabled().Should().BeFalse();
        using (Sparse.CheckSparseTensorInvariants())
        {
            Torch.SparseCooTensor(indices, Torch.Ones(2), [2], checkInvariants: false).Layout.Should().Be(Layout.SparseCoo);
        }
    }

    [Fact]
    public void Invariants_AreCheckedWithinTheGuard()
    {
        var act = () => Torch.SparseCooTensor(Torch.Tensor([[0L, -1L]]), Torch.Ones(2), [2]);
        SparseInvariantsGuard.IsEnabled().Should().BeFalse();

        using (Sparse.CheckSparseTensorInvariants())
        {
            SparseInvariantsGuard.IsEnabled().Should().BeTrue();
            act.Should().Throw<TorchException>();
            using (Sparse.CheckSparseTensorInvariants(false))
            {
                SparseInvariantsGuard.IsEnabled().Should().BeFalse();
            }
            SparseInvariantsGuard.IsEnabled().Should().BeTrue();
        }

        SparseInvariantsGuard.IsEnabled().Should().BeFalse();
        SparseInvariantsGuard.Enable();
        SparseInvariantsGuard.IsEnabled().Should().BeTrue();
        SparseInvariantsGuard.Disable();
        SparseInvariantsGuard.IsEnabled().Should().BeFalse();
    }
}
