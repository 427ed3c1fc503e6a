using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Restores, when disposed, how operations of this thread choose their dtype on one kind of device.</summary>
/// <remarks>The compiler lets no <c>await</c> and no other thread come between its making and its disposal.</remarks>
public readonly unsafe ref struct AutocastGuard : IDisposable
{
    private readonly bool _isEntered;
    private readonly long _saved;

    internal AutocastGuard(AutocastState state)
    {
        long saved;
        Errors.Check(Native.EnterAutocast(&saved, state.DeviceType, (sbyte)state.DType, state.Enabled, state.CacheEnabled), "autocast");
        _saved = saved;
        _isEntered = true;
    }

    /// <summary>Restores what was before; nothing for a <c>default</c> value.</summary>
    public void Dispose()
    {
        if (_isEntered)
        {
            var saved = _saved;
            Native.LeaveAutocast(&saved);
        }
    }
}
