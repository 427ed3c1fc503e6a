using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Restores, when disposed, whether operations of this thread compute tangents.</summary>
internal readonly ref struct ForwardModeGuard : IDisposable
{
    private readonly bool _previous;

    internal ForwardModeGuard(bool enabled)
    {
        _previous = Native.GetForwardGradMode();
        Native.SetForwardGradMode(enabled);
    }

    public void Dispose() => Native.SetForwardGradMode(_previous);
}
