using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

/// <summary>Each <c>x_copy</c> has the values of the view <c>x</c> in memory of its own.</summary>
public sealed class ViewCopyTests : LeakCheck
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor[]> Copy, Func<Tensor, Tensor[]> View)> Dense = new()
    {
        ["alias"] = (x => [Torch.AliasCopy(x)], x => [x]),
        ["as_strided"] = (x => [Torch.AsStridedCopy(x, [2, 2], [1, 3], 1)], x => [x.AsStrided([2, 2], [1, 3], 1)]),
        ["detach"] = (x => [Torch.DetachCopy(x)], x => [x.Detach()]),
        ["diagonal"] = (x => [Torch.DiagonalCopy(x, 1)], x => [x.Diagonal(1)]),
        ["expand"] = (x => [Torch.ExpandCopy(x, [2, 3, 4])], x => [x.Expand(2, 3, 4)]),
        ["narrow"] = (x => [Torch.NarrowCopy(x, 1, 1, 2), x.NarrowCopy(1, 1, 2)], x => [x.Narrow(1, 1, 2), x.Narrow(1, 1, 2)]),
        ["permute"] = (x => [Torch.PermuteCopy(x, [1, 0])], x => [x.Permute(1, 0)]),
        ["select"] = (x => [Torch.SelectCopy(x, 0, 1)], x => [x.Select(0, 1)]),
        ["slice"] = (x => [Torch.SliceCopy(x, 1, 0, 4, 2)], x => [x[.., TensorIndex.Slice(0, 4, 2)]]),
        ["split"] = (x => Torch.SplitCopy(x, 2), x => x.Split(2)),
        ["split_with_sizes"] = (x => Torch.SplitWithSizesCopy(x, [1, 3], 1), x => x.SplitWithSizes([1, 3], 1)),
        ["squeeze"] = (x => [Torch.SqueezeCopy(x[..1]), Torch.SqueezeCopy(x[..1], 0)], x => [x[0], x[0]]),
        ["t"] = (x => [Torch.TCopy(x)], x => [x.T]),
        ["transpose"] = (x => [Torch.TransposeCopy(x, 0, 1)], x => [x.Transpose(0, 1)]),
        ["unbind"] = (x => Torch.UnbindCopy(x, 1), x => x.Unbind(1)),
        ["unfold"] = (x => [Torch.UnfoldCopy(x, 1, 2, 1)], x => [x.Unfold(1, 2, 1)]),
        ["unsqueeze"] = (x => [Torch.UnsqueezeCopy(x, 1)], x => [x.Unsqueeze(1)]),
        ["view"] = (x => [Torch.ViewCopy(x, [4, 3]), Torch.ViewCopy(x, DType.Int64)], x => [x.View(4, 3), x.View(DType.Int64)]),
        ["view_as_complex"] = (x => [Torch.ViewAsComplexCopy(x.View(6, 2))], x => [Torch.ViewAsComplex(x.View(6, 2))]),
        ["view_as_real"] = (x => [Torch.ViewAsRealCopy(x.Cdouble())], x => [Torch.ViewAsReal(x.Cdouble())]),
    };

    private static readonly Dictionary<string, (Func<Tensor, Tensor> Copy, Func<Tensor, Tensor> View)> OfSparse = new()
    {
        ["values"] = (x => Torch.ValuesCopy(x.ToSparseCsr()), x => x.ToSparseCsr().Values()),
        ["crow_indices"] = (x => Torch.CrowIndicesCopy(x.ToSparseCsr()), x => x.ToSparseCsr().CrowIndices()),
        ["col_indices"] = (x => Torch.ColIndicesCopy(x.ToSparseCsr()), x => x.ToSparseCsr().ColIndices()),
        ["ccol_indices"] = (x => Torch.CcolIndicesCopy(x.ToSparseCsc()), x => x.ToSparseCsc().CcolIndices()),
        ["row_indices"] = (x => Torch.RowIndicesCopy(x.ToSparseCsc()), x => x.ToSparseCsc().RowIndices()),
    };

    public static TheoryData<string> Names => [.. Dense.Keys];

    public static TheoryData<string> SparseNames => [.. OfSparse.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Copy_HasTheValuesOfTheView_AndSharesNothing(string name)
    {
        var x = Torch.Arange(12, dtype: DType.Float64).View(3, 4);

        var copies = Dense[name].Copy(x);
        var views = Dense[name].View(x);

        copies.Should().HaveSameCount(views);
        foreach (var (copy, view) in copies.Zip(views))
        {
            copy.Should().BeEqualTo(view);
            copy.Storage.Should().NotBe(x.Storage);
        }
    }

    [Theory]
    [MemberData(nameof(SparseNames))]
    public void Copy_OfAPartOfASparseTensor_HasItsValues(string name)
    {
        var x = Torch.Tensor([[0.0, 1.0], [2.0, 3.0]]);

        OfSparse[name].Copy(x).Should().BeEqualTo(OfSparse[name].View(x));
    }

    /// <summary>LibTorch declares it and has no kernel for any layout.</summary>
    [Fact]
    public void IndicesCopy_IsNotThere()
    {
        var act = () => Torch.IndicesCopy(Torch.Eye(2).ToSparse());

        act.Should().Throw<TorchException>().Which.Kind.Should().Be(TorchErrorKind.NotImplemented);
    }
}
