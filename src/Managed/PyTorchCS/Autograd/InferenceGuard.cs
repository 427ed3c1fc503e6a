using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Restores, when disposed, whether this thread is in inference mode.</summary>
/// <remarks>The compiler lets no <c>await</c> and no other thread come between its making and its disposal.</remarks>
public readonly unsafe ref struct InferenceGuard : IDisposable
{
    private readonly bool _isEntered;
    private readonly long _saved;

    internal InferenceGuard(bool enabled)
    {
        long saved;
        Errors.Check(Native.EnterInferenceMode(&saved, enabled), "inference_mode");
        _saved = saved;
        _isEntered = true;
    }

    /// <summary>Restores what was before; nothing for a <c>default</c> value.</summary>
    public void Dispose()
    {
        if (_isEntered)
        {
            var saved = _saved;
            Native.LeaveInferenceMode(&saved);
        }
    }
}
