using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Restores, when disposed, whether backward passes of this thread use several threads.</summary>
/// <remarks>The compiler lets no <c>await</c> and no other thread come between its making and its disposal.</remarks>
public readonly ref struct MultithreadingGuard : IDisposable
{
    private readonly bool _isEntered;
    private readonly bool _previous;

    internal MultithreadingGuard(bool enabled)
    {
        _previous = Native.GetMultithreading();
        Native.SetMultithreading(enabled);
        _isEntered = true;
    }

    /// <summary>Restores what was before; nothing for a <c>default</c> value.</summary>
    public void Dispose()
    {
        if (_isEntered)
        {
            Native.SetMultithreading(_previous);
        }
    }
}
