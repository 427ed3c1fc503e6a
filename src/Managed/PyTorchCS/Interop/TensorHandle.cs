using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

/// <summary>
/// Owns one native reference. The count holds one use for the owning <see cref="Tensor"/> and one for each native call in flight, so that
/// neither a collection nor another thread's <c>Dispose</c> frees an operand under a call.
/// </summary>
/// <remarks>
/// Neither a tensor nor its handle has a finalizer: an object with one costs more than the rest of a tensor together
/// (docs/architecture.md has the figures). A handle refers weakly to its tensor instead, and <see cref="TensorRegistry"/> looks after each
/// collection which tensors are gone. Handles are made once and used again and again.
/// </remarks>
internal sealed class TensorHandle
{
    private const long Owned = 1L << 31;
    private const long OneLife = 1L << 32;

    /// <summary>Empty only once the tensor cannot come back, not even through the finalizer of an object that refers to it.</summary>
    private readonly WeakGCHandle<Tensor> _owner = new(null!, trackResurrection: true);

    private nint _impl;

    /// <summary>
    /// From below: the native calls in flight, whether a tensor owns the handle, and how often the handle was freed, so that a late comer sees that
    /// it has a new owner.
    /// </summary>
    private long _state;

    /// <summary>The address of LibTorch's tensor; holds only while a use is taken.</summary>
    internal nint Impl => _impl;

    /// <summary>Where the tensor was made, if creation sites are tracked.</summary>
    internal CreationSite? Site { get; private set; }

    internal static TensorHandle Own(nint impl, Tensor owner, ThreadContext thread)
    {
        var handle = thread.TakeHandle();
        thread.LiveTensors++;
        handle._impl = impl;
        handle._owner.SetTarget(owner);
        if (CreationSite.IsTracked)
        {
            handle.Site = CreationSite.Find();
        }
        Volatile.Write(ref handle._state, handle._state + Owned);
        MemoryGovernor.Check();
        return handle;
    }

    /// <summary>Hands the handle to another tensor.</summary>
    internal void Move(Tensor owner) => _owner.SetTarget(owner);

    /// <summary>Takes a use for a native call, unless no tensor owns the handle any more.</summary>
    internal bool TryAcquire()
    {
        var state = Volatile.Read(ref _state);
        while ((state & Owned) != 0)
        {
            var seen = Interlocked.CompareExchange(ref _state, state + 1, state);
            if (seen == state)
            {
                return true;
            }
            state = seen;
        }
        return false;
    }

    /// <summary>Gives the use of a native call back.</summary>
    internal void Release()
    {
        if ((uint)Interlocked.Decrement(ref _state) == 0)
        {
            Free();
        }
    }

    /// <summary>The owner lets go.</summary>
    internal void Disown()
    {
        if (TryDisown())
        {
            Free();
        }
    }

    /// <summary>The owner lets go; true where no call is in flight, so that the caller empties the handle.</summary>
    internal bool TryDisown() => (uint)Interlocked.Add(ref _state, -Owned) == 0;

    /// <summary>Lets go for a tensor that the collector has found gone; true where the caller is to empty the handle.</summary>
    internal bool TryReclaim()
    {
        // A tensor can go while its last call runs: then the next look finds the use given back.
        var state = Volatile.Read(ref _state);
        return (uint)state == Owned
            && !_owner.TryGetTarget(out _)
            && Interlocked.CompareExchange(ref _state, state - Owned, state) == state;
    }

    /// <summary>Takes the native reference out of a handle that nobody uses any more.</summary>
    internal nint Empty()
    {
        var impl = _impl;
        _impl = 0;
        Site = null;
        Volatile.Write(ref _state, _state + OneLife);
        return impl;
    }

    /// <summary>The tensor, if the handle is in use and the tensor has not gone.</summary>
    internal Tensor? Peek() => (Volatile.Read(ref _state) & Owned) != 0 && _owner.TryGetTarget(out var tensor) ? tensor : null;

    private void Free()
    {
        var thread = ThreadContext.Current;
        var impl = Empty();
        thread.LiveTensors--;
        Native.FreeTensor(impl);
        thread.GiveHandle(this);
    }
}
