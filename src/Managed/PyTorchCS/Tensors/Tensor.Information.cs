using PyTorchCS.Interop;

namespace PyTorchCS;

public unsafe partial class Tensor
{
    /// <summary>The number of dimensions.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.ndimension.html"/>
    public long Ndimension() => Dim();

    /// <summary>The number of elements.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.nelement.html"/>
    public long Nelement() => Numel();

    /// <summary>The size of an element, in bytes.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.element_size.html"/>
    public int ElementSize() => Itemsize;

    /// <summary>The number of the device among its kind; -1 for the processor.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.get_device.html"/>
    public int GetDevice() => Device.Index;

    /// <summary>The address of the first element; 0 where there are none.</summary>
    /// <remarks>The memory belongs to the tensor: it stays where it is as long as the tensor lives and is not resized. Off the processor it is the device's.</remarks>
    /// <exception cref="TorchException">The layout has no memory of its own.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.data_ptr.html"/>
    public long DataPtr()
    {
        using var self = Operand.Of(this, "self");
        void* address;
        Errors.Check(Native.DataPtr(&address, self.Handle), "data_ptr");
        return (long)address;
    }

    /// <summary>The memory in which the elements lie, whatever their dtype: the same as <see cref="Storage"/>.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.untyped_storage.html"/>
    public Storage UntypedStorage() => Storage;

    /// <summary>The dimensions from the outermost to the innermost in memory: those with the greatest strides first.</summary>
    /// <param name="ambiguityCheck">Whether to refuse a tensor whose order is not the only one: two strides are equal, or a size is 1.</param>
    /// <exception cref="InvalidOperationException">The order is not the only one, and that was to be checked; or the layout has no strides.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.dim_order.html"/>
    public long[] DimOrder(bool ambiguityCheck = false)
    {
        var strides = Strides;
        var shape = Shape;
        if (ambiguityCheck && (strides.Distinct().Count() < strides.Length || shape.Contains(1)))
        {
            throw new InvalidOperationException($"dim_order: {Describe()} with strides [{string.Join(", ", strides)}] has more than one order of dimensions");
        }
        if (IsContiguous())
        {
            return [.. Enumerable.Range(0, strides.Length).Select(dim => (long)dim)];
        }
        var order = new List<long>(strides.Length);
        // From the innermost; a dimension goes further out until it meets one that is certainly outside of it.
        for (var dim = strides.Length - 1; dim >= 0; dim--)
        {
            var place = order.Count;
            for (var i = order.Count - 1; i >= 0; i--)
            {
                var comparison = CompareNesting(dim, order[i]);
                if (comparison > 0)
                {
                    break;
                }
                place = comparison < 0 ? i : place;
            }
            order.Insert(place, dim);
        }
        order.Reverse();
        return [.. order];

        // Negative: the first lies inside of the second. A stride of 0 says nothing; of equal strides the smaller size lies inside.
        int CompareNesting(long first, long second) => strides[first] == 0 || strides[second] == 0 ? 0
            : strides[first] != strides[second] ? strides[first].CompareTo(strides[second])
            : shape[first] > shape[second] ? 1
            : 0;
    }
}
