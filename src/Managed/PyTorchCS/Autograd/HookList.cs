namespace PyTorchCS;

/// <summary>Functions in the order of their registration, each with a handle that removes it.</summary>
internal class HookList<T>
    where T : class
{
    private readonly Lock _gate = new();

    // Copied on every change, so a hook may add and remove hooks while the hooks run.
    private Entry[] _entries = [];

    internal IDisposable Add(T hook)
    {
        var entry = new Entry(this, hook);
        lock (_gate)
        {
            _entries = [.. _entries, entry];
        }
        return entry;
    }

    private protected IEnumerable<T> Snapshot()
    {
        lock (_gate)
        {
            return _entries.Select(entry => entry.Hook);
        }
    }

    private void Remove(Entry removed)
    {
        lock (_gate)
        {
            _entries = [.. _entries.Where(entry => entry != removed)];
        }
    }

    /// <summary>One registration: the same function may be registered several times and removed one by one.</summary>
    private sealed class Entry(HookList<T> owner, T hook) : IDisposable
    {
        public T Hook => hook;

        public void Dispose() => owner.Remove(this);
    }
}
