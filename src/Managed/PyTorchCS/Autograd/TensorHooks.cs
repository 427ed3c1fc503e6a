using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>The hooks of one tensor, in the order of their registration. The graph holds it.</summary>
internal abstract class TensorHooks
{
    private readonly Lock _gate = new();

    // Copied on every change, so a hook may add and remove hooks while the hooks run.
    private Hook[] _hooks = [];

    /// <summary>Runs the hooks; takes over the reference, which is 0 for a gradient that is missing, and gives one to what takes the tensor's place, or 0.</summary>
    internal abstract nint Run(nint tensor);

    internal IDisposable Add(Delegate callback, Tensor tensor)
    {
        var hook = new Hook(this, callback, tensor);
        lock (_gate)
        {
            _hooks = [.. _hooks, hook];
        }
        return hook;
    }

    /// <summary>How many of some registrations stand here.</summary>
    internal int Count(IDisposable?[] registrations) => Snapshot().Count(hook => Array.IndexOf(registrations, hook) >= 0);

    private protected Hook[] Snapshot()
    {
        lock (_gate)
        {
            return _hooks;
        }
    }

    private void Remove(Hook removed)
    {
        lock (_gate)
        {
            _hooks = [.. _hooks.Where(hook => hook != removed)];
        }
    }

    /// <summary>One registration: the same delegate may be registered several times and removed one by one.</summary>
    private protected sealed class Hook(TensorHooks owner, Delegate callback, Tensor tensor) : IDisposable
    {
        private readonly WeakReference<Tensor> _tensor = new(tensor);

        public Delegate Callback => callback;

        /// <summary>The tensor object that the hook was registered on, if it is alive and still stands for this native tensor.</summary>
        public Tensor? TensorAt(nint impl) => _tensor.TryGetTarget(out var registered) && registered.StandsFor(impl) ? registered : null;

        public void Dispose() => owner.Remove(this);
    }
}
