using System.Runtime.CompilerServices;

namespace PyTorchCS;

public partial class Tensor
{
    /// <inheritdoc cref="Torch.Unique(Tensor, bool, bool, bool, long?)"/>
    public (Tensor Output, Tensor InverseIndices, Tensor Counts) Unique(
        bool sorted = true, bool returnInverse = false, bool returnCounts = false, long? dim = null) =>
        Torch.Unique(this, sorted, returnInverse, returnCounts, dim);

    /// <inheritdoc cref="Torch.UniqueConsecutive(Tensor, bool, bool, long?)"/>
    public (Tensor Output, Tensor InverseIndices, Tensor Counts) UniqueConsecutive(bool returnInverse = false, bool returnCounts = false, long? dim = null) =>
        Torch.UniqueConsecutive(this, returnInverse, returnCounts, dim);

    /// <inheritdoc cref="Torch.Lu(Tensor, bool, bool)"/>
    public (Tensor LU, Tensor Pivots, Tensor Infos) Lu(bool pivot = true, bool getInfos = false) => Torch.Lu(this, pivot, getInfos);

    /// <inheritdoc cref="Torch.Norm(Tensor, Scalar?, IntList, bool, Tensor?, DType?)"/>
    [OverloadResolutionPriority(1)]
    public Tensor Norm(Scalar? p = null, IntList dim = default, bool keepdim = false, DType? dtype = null) => Torch.Norm(this, p, dim, keepdim, dtype: dtype);

    /// <inheritdoc cref="Torch.Norm(Tensor, NormOrder, IntList, bool, Tensor?, DType?)"/>
    public Tensor Norm(NormOrder p, IntList dim = default, bool keepdim = false, DType? dtype = null) => Torch.Norm(this, p, dim, keepdim, dtype: dtype);

    /// <summary>The <c>n</c>-th derivative of the digamma function: <c>ψ⁽ⁿ⁾(x)</c>.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.polygamma.html"/>
    public Tensor Polygamma(long n) => Ops.Polygamma(n, this);

    /// <summary>This tensor where the condition holds, the other one elsewhere.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.where.html"/>
    public Tensor Where(Tensor condition, Tensor other) => Ops.WhereSelf(condition, this, other);

    /// <summary>This tensor where the condition holds, a number elsewhere.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.where.html"/>
    public Tensor Where(Tensor condition, Scalar other) => Ops.WhereScalarOther(condition, this, other);

    /// <summary>This tensor in coordinate format.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.to_sparse_coo.html"/>
    public Tensor ToSparseCoo() => ToSparse();

    /// <summary>A tensor without dimensions, of one number, with the dtype and on the device of this one unless others are given.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.new_tensor.html"/>
    public Tensor NewTensor<T>(T data, DType? dtype = null, Device? device = null, bool requiresGrad = false)
        where T : unmanaged => Torch.Tensor(data, dtype ?? DType, device ?? Device, requiresGrad);

    /// <summary>A tensor with a copy of the elements, with the dtype and on the device of this one unless others are given.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.new_tensor.html"/>
    public Tensor NewTensor<T>(ReadOnlySpan<T> data, DType? dtype = null, Device? device = null, bool requiresGrad = false)
        where T : unmanaged => Torch.Tensor(data, dtype ?? DType, device ?? Device, requiresGrad);

    /// <summary>A tensor with a copy of the elements, with the dtype and on the device of this one unless others are given.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.new_tensor.html"/>
    public Tensor NewTensor<T>(T[] data, DType? dtype = null, Device? device = null, bool requiresGrad = false)
        where T : unmanaged => Torch.Tensor(data, dtype ?? DType, device ?? Device, requiresGrad);

    /// <summary>A tensor with a copy of an array of several dimensions, with the dtype and on the device of this one unless others are given.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.new_tensor.html"/>
    public Tensor NewTensor(Array data, DType? dtype = null, Device? device = null, bool requiresGrad = false) =>
        Torch.Tensor(data, dtype ?? DType, device ?? Device, requiresGrad);
}
