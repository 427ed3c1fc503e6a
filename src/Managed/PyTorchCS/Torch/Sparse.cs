namespace PyTorchCS;

/// <summary>Functions of sparse tensors.</summary>
/// <remarks>PyTorch's <c>torch.sparse</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/sparse.html"/>
public static partial class Sparse
{
    /// <summary>The sum of all elements, or along dimensions, of a sparse tensor.</summary>
    /// <returns>A dense tensor where all sparse dimensions are summed, otherwise a sparse one.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.sparse.sum.html"/>
    public static Tensor Sum(Tensor input, IntList dim = default, DType? dtype = null) => (dim.HasValue, dtype) switch
    {
        (false, null) => Ops._SparseSum(input),
        (false, { } type) => Ops._SparseSumDtype(input, type),
        (true, null) => Ops._SparseSumDim(input, dim),
        (true, { } type) => Ops._SparseSumDimDtype(input, dim, type),
    };

    /// <summary><c>beta mat + alpha (mat1 mat2)</c> for a sparse <c>mat1</c> and dense others.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.sparse.addmm.html"/>
    public static Tensor Addmm(Tensor mat, Tensor mat1, Tensor mat2, Scalar? beta = null, Scalar? alpha = null) =>
        Ops._SparseAddmm(mat, mat1, mat2, beta, alpha);

    /// <summary>The product of a sparse matrix with a sparse or dense one; its gradients work for both.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.sparse.mm.html"/>
    public static Tensor Mm(Tensor sparse, Tensor dense) => Ops._SparseMm(sparse, dense);

    /// <summary>The product of a compressed sparse matrix with a dense one, in which the products of a row are reduced in another way than by their sum.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.sparse.mm.html"/>
    public static Tensor Mm(Tensor sparse, Tensor dense, Reduce reduce) => Ops._SparseMmReduce(sparse, dense, reduce);

    /// <summary>The softmax along a dimension of a sparse tensor; what is not stored counts as minus infinity.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.sparse.softmax.html"/>
    public static Tensor Softmax(Tensor input, long dim, DType? dtype = null) => Ops._SparseSoftmaxInt(input, dim, dtype);

    /// <summary>The logarithm of the softmax along a dimension of a sparse tensor; what is not stored counts as minus infinity.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.sparse.log_softmax.html"/>
    public static Tensor LogSoftmax(Tensor input, long dim, DType? dtype = null) => Ops._SparseLogSoftmaxInt(input, dim, dtype);

    /// <summary>The solution of a linear system with a sparse matrix: <c>input x = other</c>, or with <c>left</c> false <c>x input = other</c>.</summary>
    /// <exception cref="TorchException">LibTorch has this on CUDA devices only, in builds with cuDSS.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.sparse.spsolve.html"/>
    public static Tensor Spsolve(Tensor input, Tensor other, bool left = true) => Ops._Spsolve(input, other, left);

    /// <summary>A sparse matrix with the rows of a matrix on its diagonals.</summary>
    /// <param name="diagonals">A row for each diagonal; an element stands in the column of its place in the row.</param>
    /// <param name="offsets">The number of each diagonal: 0 the main one, positive above it, negative below.</param>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="layout">Coordinates, compressed rows or compressed columns; by default coordinates.</param>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.sparse.spdiags.html"/>
    public static Tensor Spdiags(Tensor diagonals, Tensor offsets, ReadOnlySpan<long> shape, Layout? layout = null) =>
        Ops._Spdiags(diagonals, offsets, shape, layout);

    /// <summary>Lets whatever makes a sparse tensor check its indices, or not, until the guard is disposed.</summary>
    /// <remarks>The setting is that of the process. <see cref="SparseInvariantsGuard"/> has it without an end.</remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.sparse.check_sparse_tensor_invariants.html"/>
    public static SparseInvariantsGuard CheckSparseTensorInvariants(bool enable = true) => new(enable);
}
