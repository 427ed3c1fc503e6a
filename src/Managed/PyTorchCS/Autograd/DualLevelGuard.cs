namespace PyTorchCS;

/// <summary>Ends a level of forward-mode differentiation when disposed.</summary>
/// <remarks>The compiler lets no <c>await</c> and no other thread come between its making and its disposal.</remarks>
public readonly ref struct DualLevelGuard : IDisposable
{
    private readonly int _endedBy;

    internal DualLevelGuard(int level) => _endedBy = level + 1;

    /// <summary>Ends the level, and with it the tangents of all its tensors.</summary>
    public void Dispose()
    {
        if (_endedBy > 0)
        {
            ForwardAd.ExitDualLevel(_endedBy - 1);
        }
    }
}
