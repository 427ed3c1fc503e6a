namespace PyTorchCS.Interop;

/// <summary>
/// Owns one native reference. The count holds one use for the owning <see cref="Tensor"/> and one for each native call in flight, so that
/// neither a finalizer nor another thread's <c>Dispose</c> frees an operand under a call.
/// </summary>
/// <remarks>
/// Making a finalizable object costs more than the rest of a tensor together (docs/architecture.md has the figures), so handles go back to a
/// pool of their thread when freed, and only tensors that nobody disposes make new ones.
/// </remarks>
internal sealed class TensorHandle
{
    private nint _impl;
    private int _uses;

    private TensorHandle()
    {
    }

    ~TensorHandle()
    {
        // Nobody refers to this handle any more, so no call is in flight.
        if (_impl != 0)
        {
            Free(_impl);
        }
    }

    /// <summary>The address of LibTorch's tensor; holds only while a use is taken.</summary>
    internal nint Impl => _impl;

    internal static TensorHandle Own(nint impl)
    {
        var state = ThreadContext.Current;
        var handle = state.TakeHandle() ?? new TensorHandle();
        state.LiveTensors++;
        handle._impl = impl;
        Volatile.Write(ref handle._uses, 1);
        MemoryGovernor.Check();
        return handle;
    }

    /// <summary>Takes a use, unless the handle has been freed.</summary>
    internal bool TryAcquire()
    {
        var uses = _uses;
        while (uses > 0)
        {
            var seen = Interlocked.CompareExchange(ref _uses, uses + 1, uses);
            if (seen == uses)
            {
                return true;
            }
            uses = seen;
        }
        return false;
    }

    internal void Release()
    {
        if (Interlocked.Decrement(ref _uses) == 0)
        {
            var impl = _impl;
            _impl = 0;
            Free(impl);
            ThreadContext.Current.GiveHandle(this);
        }
    }

    private static void Free(nint impl)
    {
        ThreadContext.Current.LiveTensors--;
        Native.FreeTensor(impl);
    }
}
