using System.Numerics;

namespace PyTorchCS.Tests;

/// <summary>The sparse tensors of tests/Oracle/printing.py, made in C# under the same names.</summary>
internal static class SparsePrintTable
{
    internal static readonly Dictionary<string, Func<Tensor>> Tensors = new()
    {
        ["coo"] = () => Coo([0, 1, 1, 2, 0, 2], 2, Torch.Tensor([3f, 4, 5]), 2, 3),
        ["coo_uncoalesced"] = () => Coo([0, 0], 1, Torch.Tensor([1f, 2]), 3),
        ["coo_coalesced"] = () => Coo([0, 0], 1, Torch.Tensor([1f, 2]), 3).Coalesce(),
        ["coo_double"] = () => Coo([0, 1], 2, Torch.Tensor([1.5]), 2, 2),
        ["coo_ints"] = () => Coo([0, 2], 1, Torch.Tensor([1L, -20]), 3),
        ["coo_bools"] = () => Coo([0, 2], 1, Torch.Tensor([true, false]), 3),
        ["coo_complex"] = () => Coo([1], 1, Torch.Tensor([new Complex(1, 2)], dtype: DType.Complex64), 3),
        ["coo_half"] = () => Coo([1], 1, Torch.Tensor([(Half)0.5f]), 3),
        ["coo_hybrid"] = () => Coo([0, 2], 1, Floats(0, 6).Reshape(2, 3), 4, 3),
        ["coo_dense_parts"] = () => Coo([0], 1, Torch.Ones(1, 2, 2), 2, 2, 2),
        ["coo_empty"] = () => Torch.SparseCooTensor([2, 3]),
        ["coo_no_values"] = () => Torch.SparseCooTensor(Torch.Zeros([2, 0], dtype: DType.Int64), Torch.Zeros([0]), [2, 3]),
        ["coo_no_size"] = () => Torch.SparseCooTensor(Torch.Zeros([1, 0], dtype: DType.Int64), Torch.Zeros(0, 2), [0, 2]),
        ["coo_all_dense"] = () => Torch.SparseCooTensor(Torch.Zeros([0, 1], dtype: DType.Int64), Torch.Tensor([3.5f]), []),
        ["coo_grad"] = () => Leaf(),
        ["coo_grad_fn"] = () => Leaf() * Torch.Tensor(2f),
        ["coo_large"] = () => Floats(0, 2000).ToSparse(),
        ["coo_wrapped"] = () => Floats(1, 31).ToSparse(),
        ["coo_matrix_large"] = () => Floats(1, 1601).Reshape(40, 40).ToSparse(),
        ["coo_nan"] = () => Coo([0, 1], 1, Torch.Tensor([float.NaN, float.PositiveInfinity]), 2),
        ["coo_wide_range"] = () => Coo([0, 1], 1, Torch.Tensor([1e-6f, 1e6f]), 2),
        ["coo_three_dims"] = () => Torch.Eye(3).Reshape(1, 3, 3).ToSparse(),
        ["csr"] = () => Torch.Tensor([0f, 1, 2, 0]).Reshape(2, 2).ToSparseCsr(),
        ["csr_double"] = () => Torch.Tensor([0, 1.5, 2, 0]).Reshape(2, 2).ToSparseCsr(),
        ["csr_int32"] = () => Torch.SparseCsrTensor(Torch.Tensor([0, 1, 2]), Torch.Tensor([0, 1]), Torch.Tensor([1f, 2]), [2, 2]),
        ["csr_ints"] = () => Torch.Tensor([0L, 10, 2, 0]).Reshape(2, 2).ToSparseCsr(),
        ["csr_empty"] = () => Torch.Zeros(2, 3).ToSparseCsr(),
        ["csr_no_size"] = () => Torch.Zeros(0, 0).ToSparseCsr(),
        ["csr_grad"] = () => Torch.SparseCsrTensor(Torch.Tensor([0L, 1, 2]), Torch.Tensor([0L, 1]), Torch.Tensor([1f, 2]), [2, 2], requiresGrad: true),
        ["csr_large"] = () => Floats(1, 1201).Reshape(30, 40).ToSparseCsr(),
        ["csr_batch"] = () => Torch.SparseCsrTensor(
            Torch.Tensor([0L, 1, 2, 0, 1, 2]).Reshape(2, 3), Torch.Tensor([0L, 1, 1, 0]).Reshape(2, 2), Torch.Tensor([1f, 2, 3, 4]).Reshape(2, 2), [2, 2, 2]),
        ["csc"] = () => Torch.Tensor([0f, 1, 0, 2, 0, 3]).Reshape(2, 3).ToSparseCsc(),
        ["csc_bools"] = () => Torch.Tensor([false, true, true, false]).Reshape(2, 2).ToSparseCsc(),
        ["bsr"] = () => Floats(0, 16).Reshape(4, 4).ToSparseBsr([2, 2]),
        ["bsr_ints"] = () => Torch.Arange(24).Reshape(4, 6).ToSparseBsr([2, 3]),
        ["bsc"] = () => Floats(0, 16).Reshape(4, 4).ToSparseBsc([2, 2]),
        ["bsc_double"] = () => Floats(0, 8).Double().Reshape(2, 4).ToSparseBsc([1, 2]),
        ["mkldnn"] = () => Floats(0, 6).Reshape(2, 3).ToMkldnn(),
        ["mkldnn_large"] = () => Floats(0, 1200).ToMkldnn(),
    };

    private static Tensor Coo(long[] indices, int rows, Tensor values, params long[] size) =>
        Torch.SparseCooTensor(Torch.Tensor(indices).Reshape(rows, -1), values, size);

    private static Tensor Leaf() => Torch.SparseCooTensor(Torch.Tensor([0L, 1]).Reshape(1, 2), Torch.Tensor([1f, 2]), [2], requiresGrad: true);

    private static Tensor Floats(int start, int end) => Torch.Arange(start, end, dtype: DType.Float32);
}
