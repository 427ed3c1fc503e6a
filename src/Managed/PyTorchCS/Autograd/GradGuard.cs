using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Restores, when disposed, whether this thread records for gradients.</summary>
/// <remarks>The compiler lets no <c>await</c> and no other thread come between its making and its disposal.</remarks>
public readonly ref struct GradGuard : IDisposable
{
    private readonly bool _isEntered;
    private readonly bool _previous;

    internal GradGuard(bool enabled)
    {
        _previous = Native.GetGradMode();
        Native.SetGradMode(enabled);
        _isEntered = true;
    }

    /// <summary>Restores what was before; nothing for a <c>default</c> value.</summary>
    public void Dispose()
    {
        if (_isEntered)
        {
            Native.SetGradMode(_previous);
        }
    }
}
