using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Restores, when disposed, whether anomaly mode is on.</summary>
/// <remarks>The compiler lets no <c>await</c> and no other thread come between its making and its disposal.</remarks>
public readonly ref struct AnomalyGuard : IDisposable
{
    private readonly bool _previous;
    private readonly bool _previousCheckNan;

    internal AnomalyGuard(bool enabled, bool checkNan)
    {
        _previous = Native.GetAnomaly();
        _previousCheckNan = Native.GetAnomalyCheckNan();
        Native.SetAnomaly(enabled, checkNan);
    }

    /// <summary>Restores what was before.</summary>
    public void Dispose() => Native.SetAnomaly(_previous, _previousCheckNan);
}
