namespace PyTorchCS.Tests;

/// <summary>What can become of a tensor, or of a whole program, under <see cref="RandomLifetimes"/>.</summary>
internal enum StressWay
{
    Dropped,
    Disposed,
    DisposedTwice,
    DisposedElsewhere,
    DisposedDuringUse,
    EndedByScope,
    ScopeLeftOpen,
    UsedByFinalizer,
    Resurrected,
    UsedByAnotherThread,
    Collected,
    Migrated,
}
