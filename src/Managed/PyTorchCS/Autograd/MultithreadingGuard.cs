using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Restores, when disposed, whether backward passes of this thread use several threads.</summary>
/// <remarks>The compiler lets no <c>await</c> and no other thread come between its making and its disposal.</remarks>
public readonly ref struct MultithreadingGuard : IDisposable
{
    private readonly bool _previous;

    internal MultithreadingGuard(bool enabled)
    {
        _previous = Native.GetMultithreading();
        Native.SetMultithreading(enabled);
    }

    /// <summary>Restores what was before.</summary>
    public void Dispose() => Native.SetMultithreading(_previous);
}
