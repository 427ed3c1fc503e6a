using System.Runtime.CompilerServices;

namespace PyTorchCS;

public static partial class Torch
{
    /// <summary>The norm of all elements, or along dimensions: <c>(Σ |x|^p)^(1/p)</c>.</summary>
    /// <param name="input">A floating-point or complex tensor.</param>
    /// <param name="p">The order; by default 2.</param>
    /// <param name="dim">The dimensions that are reduced; by default all.</param>
    /// <param name="keepdim">Whether they stay with size 1.</param>
    /// <param name="out">A tensor that is written to.</param>
    /// <param name="dtype">The dtype that is calculated in.</param>
    /// <remarks>Deprecated in PyTorch in favour of <see cref="Linalg"/>, whose names say whether a vector or a matrix is meant.</remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.norm.html"/>
    [OverloadResolutionPriority(1)]
    public static Tensor Norm(Tensor input, Scalar? p = null, IntList dim = default, bool keepdim = false, Tensor? @out = null, DType? dtype = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Layout != Layout.Strided && @out is null && dtype is null)
        {
            return dim.HasValue ? Ops.NormScalarOptDim(input, p, dim, keepdim) : Ops.NormScalar(input, p);
        }
        return @out is null
            ? Ops.LinalgVectorNorm(input, p, dim, keepdim, dtype)
            : Ops.LinalgVectorNormOut(input, @out, p, dim, keepdim, dtype);
    }

    /// <summary>The Frobenius norm, of all elements or along dimensions, or the nuclear norm of matrices: the sum of their singular values.</summary>
    /// <param name="input">A floating-point or complex tensor.</param>
    /// <param name="p">Which of the two.</param>
    /// <param name="dim">The dimensions that are reduced; by default all, which for the nuclear norm are two.</param>
    /// <param name="keepdim">Whether they stay with size 1.</param>
    /// <param name="out">A tensor that is written to.</param>
    /// <param name="dtype">The dtype that is calculated in.</param>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.norm.html"/>
    public static Tensor Norm(Tensor input, NormOrder p, IntList dim = default, bool keepdim = false, Tensor? @out = null, DType? dtype = null)
    {
        if (p == NormOrder.Frobenius)
        {
            return Norm(input, (Scalar?)null, dim, keepdim, @out, dtype);
        }
        ArgumentNullException.ThrowIfNull(input);
        IntList plane = dim.ToArray() ?? [.. Enumerable.Range(0, input.Ndim).Select(place => (long)place)];
        return @out is null
            ? Ops.LinalgMatrixNormStrOrd(input, p, plane, keepdim, dtype)
            : Ops.LinalgMatrixNormStrOrdOut(input, @out, p, plane, keepdim, dtype);
    }

    /// <summary>Pieces of equal size along a dimension, views of the tensor; the last one may be smaller.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.split.html"/>
    public static Tensor[] Split(Tensor tensor, long splitSizeOrSections, long dim = 0) => Ops.SplitTensor(tensor, splitSizeOrSections, dim);

    /// <summary>Pieces of the given sizes along a dimension, views of the tensor.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.split.html"/>
    public static Tensor[] Split(Tensor tensor, ReadOnlySpan<long> splitSizeOrSections, long dim = 0) => Ops.SplitSizes(tensor, splitSizeOrSections, dim);

    /// <summary>Products summed over the last dimensions of one tensor and the first ones of another.</summary>
    /// <param name="a">A tensor.</param>
    /// <param name="b">Another one, whose first sizes are the last ones of <paramref name="a"/>.</param>
    /// <param name="dims">How many dimensions are summed over.</param>
    /// <param name="out">A tensor that is written to.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or one of the tensors has fewer dimensions.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.tensordot.html"/>
    public static Tensor Tensordot(Tensor a, Tensor b, long dims = 2, Tensor? @out = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (dims < 0 || dims > a.Ndim || dims > b.Ndim)
        {
            throw new ArgumentOutOfRangeException(nameof(dims), dims, $"tensordot: {a.Describe()} and {b.Describe()} have no such number of dimensions");
        }
        var ofA = new long[dims];
        var ofB = new long[dims];
        for (var i = 0L; i < dims; i++)
        {
            ofA[i] = i - dims;
            ofB[i] = i;
        }
        return Tensordot(a, b, ofA, ofB, @out);
    }

    /// <summary>Products summed over pairs of dimensions of two tensors.</summary>
    /// <param name="a">A tensor.</param>
    /// <param name="b">Another one.</param>
    /// <param name="dimsA">The dimensions of <paramref name="a"/>.</param>
    /// <param name="dimsB">Their partners in <paramref name="b"/>, of equal sizes.</param>
    /// <param name="out">A tensor that is written to.</param>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.tensordot.html"/>
    // Differs from PyTorch: two lists, where Python takes a pair of them.
    public static Tensor Tensordot(Tensor a, Tensor b, ReadOnlySpan<long> dimsA, ReadOnlySpan<long> dimsB, Tensor? @out = null) =>
        @out is null ? Ops.Tensordot(a, b, dimsA, dimsB) : Ops.TensordotOut(a, b, dimsA, dimsB, @out);
}
