using PyTorchCS.Interop;

namespace PyTorchCS;

public unsafe partial class Tensor
{
    /// <summary>The elements where they lie, row after row: nothing is copied, and each sees what the other writes.</summary>
    /// <remarks>
    /// A span holds no memory. It may be used as long as this tensor, or a view of it, is alive and is not resized; afterwards it shows memory
    /// that has become something else's. A tensor that nothing refers to any more, also by a local variable that is not used again, is free
    /// to go, so keep it by <c>using</c>. <see cref="AsMemory{T}"/> keeps the elements by itself. Autograd does not see what is written.
    /// </remarks>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not how the dtype is stored.</exception>
    /// <exception cref="TorchException">
    /// The elements are not on the processor or do not lie in a row, or the tensor requires gradients: <see cref="Detach"/> it first.
    /// </exception>
    /// <exception cref="InvalidOperationException">There are more elements than a span can have.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.numpy.html"/>
    public Span<T> AsSpan<T>()
        where T : unmanaged
    {
        CheckElementType<T>("AsSpan");
        return PlainData<T>("AsSpan");
    }

    /// <summary>The elements where they lie, row after row, and kept alive: nothing is copied, and each sees what the other writes.</summary>
    /// <remarks>
    /// The memory holds the elements as a view would, whatever becomes of this tensor, and is collected as any object. From now on the elements
    /// keep their place: <c>Resize_</c>, and an <c>out</c> form, that would need more memory throws. Autograd does not see what is written.
    /// </remarks>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not how the dtype is stored.</exception>
    /// <exception cref="TorchException">
    /// The elements are not on the processor or do not lie in a row, or the tensor requires gradients: <see cref="Detach"/> it first.
    /// </exception>
    /// <exception cref="InvalidOperationException">There are more elements than a memory can have.</exception>
    public Memory<T> AsMemory<T>()
        where T : unmanaged
    {
        CheckElementType<T>("AsMemory");
        var data = PlainData<T>("AsMemory");
        using var self = Operand.Of(this, "self");
        Errors.Check(Native.KeepInPlace(self.Handle), "AsMemory");
        return new TensorMemory<T>(this, data).Memory;
    }

    /// <summary>Hands the tensor to another library in the form of DLPack: nothing is copied, and each sees what the other writes.</summary>
    /// <param name="versioned">Whether in the form of DLPack from 1.0 on; Python's default is the older one, too.</param>
    /// <remarks>
    /// The capsule keeps the elements until it is disposed, or until who has taken them gives them back. From now on they keep their place:
    /// <c>Resize_</c>, and an <c>out</c> form, that would need more memory throws.
    /// </remarks>
    /// <exception cref="TorchException">The tensor requires gradients, is conjugated or negated lazily, or has a layout or dtype that DLPack has not.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/dlpack.html"/>
    // Differs from PyTorch: the memory stops being resizable, as that of numpy() does there, since nobody tells the other library of a new place.
    public DLPackCapsule ToDlpack(bool versioned = false) => DLPackCapsule.Of(this, versioned);

    private Span<T> PlainData<T>(string operation)
        where T : unmanaged
    {
        using var self = Operand.Of(this, "self");
        void* data;
        long count;
        var error = Native.PlainData(&data, &count, self.Handle);
        if (error is not null)
        {
            throw Errors.Raise(error, operation, "self", [this]);
        }
        return new Span<T>(data, CheckLength(count, operation));
    }

    /// <summary>Arrays and spans of .NET count by 31 bits.</summary>
    private int CheckLength(long count, string operation) => count <= Array.MaxLength
        ? (int)count
        : throw new InvalidOperationException($"{operation}: {Describe()} has more elements than .NET lets an array or span have; take a part of it");
}
