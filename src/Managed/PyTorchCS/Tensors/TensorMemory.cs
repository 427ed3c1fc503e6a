using System.Buffers;
using System.Runtime.CompilerServices;

namespace PyTorchCS;

/// <summary>The elements of a tensor as managed memory that keeps them.</summary>
internal sealed unsafe class TensorMemory<T> : MemoryManager<T>
    where T : unmanaged
{
    private readonly Tensor _tensor;
    private readonly T* _data;
    private readonly int _length;

    internal TensorMemory(Tensor tensor, Span<T> data)
    {
        // A reference of its own, which no scope frees.
        using var unscoped = TensorScope.Suspend();
        _tensor = tensor.Detach();
        _data = (T*)Unsafe.AsPointer(ref data.GetPinnableReference());
        _length = data.Length;
    }

    public override Span<T> GetSpan()
    {
        ObjectDisposedException.ThrowIf(_tensor.IsDisposed, this);
        return new Span<T>(_data, _length);
    }

    /// <summary>Native memory stays where it is; what is pinned keeps this object, and so the elements.</summary>
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(elementIndex, _length);
        ObjectDisposedException.ThrowIf(_tensor.IsDisposed, this);
        return new MemoryHandle(_data + elementIndex, pinnable: this);
    }

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing) => _tensor.Dispose();
}
