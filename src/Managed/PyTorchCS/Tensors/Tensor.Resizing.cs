namespace PyTorchCS;

public partial class Tensor
{
    /// <summary>Makes the tensor an empty one with memory of its own.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.set_.html"/>
    public Tensor Set_() => Ops.Set_(this);

    /// <summary>Lets the tensor use the memory of another one, with its sizes and strides.</summary>
    /// <exception cref="TorchException">The dtypes or devices differ, or the tensor requires gradients.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.set_.html"/>
    public Tensor Set_(Tensor source) => Ops.Set_SourceTensor(this, source);

    /// <summary>Lets the tensor use the memory of another one, from an element on and with sizes and strides of its own.</summary>
    /// <remarks>Memory that is too small grows; where it cannot, the call throws and the tensor stays as it was.</remarks>
    /// <exception cref="TorchException">The dtypes or devices differ, the tensor requires gradients, or the memory cannot grow.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.set_.html"/>
    public Tensor Set_(Tensor source, long storageOffset, ReadOnlySpan<long> size, IntList stride = default)
    {
        // Differs from PyTorch: LibTorch has changed the tensor when it finds that the memory cannot grow, so it finds that with another one first.
        using (var first = Ops.EmptyMemoryFormat([0], DType, device: Device))
        {
            Ops.Set_SourceTensorStorageOffset(first, source, storageOffset, size, stride);
        }
        return Ops.Set_SourceTensorStorageOffset(this, source, storageOffset, size, stride);
    }
}
