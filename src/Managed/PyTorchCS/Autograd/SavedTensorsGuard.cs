using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Restores, when disposed, what this thread does with the tensors that the graph saves.</summary>
/// <remarks>The compiler lets no <c>await</c> and no other thread come between its making and its disposal.</remarks>
public readonly unsafe ref struct SavedTensorsGuard : IDisposable
{
    // The hooks and the reason against hooks that the current thread has.
    [ThreadStatic]
    private static SavedTensorsHooks? t_hooks;

    [ThreadStatic]
    private static string? t_refusal;

    private readonly nint _handle;
    private readonly nint _previousHandle;
    private readonly SavedTensorsHooks? _previous;
    private readonly string? _previousRefusal;
    private readonly bool _isEntered;

    internal SavedTensorsGuard(SavedTensorsHooks hooks)
    {
        if (t_refusal is not null)
        {
            throw new InvalidOperationException(t_refusal);
        }
        _handle = ManagedCallbacks.Hold(hooks);
        nint previous;
        Errors.Check(Native.ExchangeSavedTensorsHooks(&previous, _handle), "saved_tensors_hooks");
        (_previousHandle, _previous, _previousRefusal) = (previous, t_hooks, t_refusal);
        _isEntered = true;
        t_hooks = hooks;
    }

    internal SavedTensorsGuard(string refusal)
    {
        if (t_hooks is not null)
        {
            throw new InvalidOperationException(refusal);
        }
        (_previous, _previousRefusal) = (t_hooks, t_refusal);
        _isEntered = true;
        t_refusal = refusal;
    }

    /// <summary>Restores what was before.</summary>
    public void Dispose()
    {
        if (!_isEntered)
        {
            return;
        }
        if (_handle != 0)
        {
            nint own;
            Errors.Check(Native.ExchangeSavedTensorsHooks(&own, _previousHandle), "saved_tensors_hooks");
            ManagedCallbacks.Drop(_handle);
        }
        (t_hooks, t_refusal) = (_previous, _previousRefusal);
    }
}
