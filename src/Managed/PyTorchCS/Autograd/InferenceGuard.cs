using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Restores, when disposed, whether this thread is in inference mode.</summary>
/// <remarks>The compiler lets no <c>await</c> and no other thread come between its making and its disposal.</remarks>
public readonly unsafe ref struct InferenceGuard : IDisposable
{
    private readonly long _saved;

    internal InferenceGuard(bool enabled)
    {
        long saved;
        Errors.Check(Native.EnterInferenceMode(&saved, enabled), "inference_mode");
        _saved = saved;
    }

    /// <summary>Restores what was before.</summary>
    public void Dispose()
    {
        var saved = _saved;
        Native.LeaveInferenceMode(&saved);
    }
}
