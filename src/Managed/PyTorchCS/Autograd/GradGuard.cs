using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Restores, when disposed, whether this thread records for gradients.</summary>
/// <remarks>The compiler lets no <c>await</c> and no other thread come between its making and its disposal.</remarks>
public readonly ref struct GradGuard : IDisposable
{
    private readonly bool _previous;

    internal GradGuard(bool enabled)
    {
        _previous = Native.GetGradMode();
        Native.SetGradMode(enabled);
    }

    /// <summary>Restores what was before.</summary>
    public void Dispose() => Native.SetGradMode(_previous);
}
