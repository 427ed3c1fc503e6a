using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Restores, when disposed, whether anomaly mode is on for this thread.</summary>
/// <remarks>The compiler lets no <c>await</c> and no other thread come between its making and its disposal.</remarks>
public readonly ref struct AnomalyGuard : IDisposable
{
    // Bits of the mode that a thread has, as anomaly.cpp has them.
    private const int Decided = 1;
    private const int Enabled = 2;
    private const int Checking = 4;

    private readonly bool _isEntered;
    private readonly int _previous;

    internal AnomalyGuard(bool enabled, bool checkNan)
    {
        _previous = Native.ExchangeAnomaly(Decided | (enabled ? Enabled : 0) | (checkNan ? Checking : 0));
        _isEntered = true;
    }

    /// <summary>Restores what was before; nothing for a <c>default</c> value.</summary>
    public void Dispose()
    {
        if (_isEntered)
        {
            _ = Native.ExchangeAnomaly(_previous);
        }
    }
}
