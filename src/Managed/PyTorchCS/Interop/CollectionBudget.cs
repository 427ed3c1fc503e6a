namespace PyTorchCS.Interop;

/// <summary>How many bytes of one kind may be held before the collector is asked to run: what its last run left, and a step.</summary>
/// <remarks>
/// The step shrinks while collections are cheap beside the work between them, for memory that comes back soon is still in the caches, and grows
/// where they cost too much or find little, as while a program builds up what it keeps.
/// </remarks>
internal struct CollectionBudget
{
    private CollectionPace _pace;
    private long _floor;
    private ulong _range;

    internal CollectionBudget(long smallest, long largest, TimeSpan worth = default)
    {
        _pace = new CollectionPace(smallest, largest, worth);
        _range = (ulong)smallest;
    }

    /// <summary>What was held after the last collection.</summary>
    internal long Left { get; private set; }

    /// <summary>What may gather until the next one.</summary>
    internal readonly long Step => _pace.Step;

    /// <summary>True where more is held than may be, and where much less is held than was left, so that the budget is too large.</summary>
    internal readonly bool IsLeftBy(long held) => (ulong)(held - _floor) > _range;

    /// <summary>Counts from what is held now, with the smallest step.</summary>
    internal void Begin(long held)
    {
        _pace.Reset();
        Settle(held);
    }

    /// <summary>Counts from what a collection has left.</summary>
    internal void Settle(long left)
    {
        Left = left;
        _floor = (left / 2) - _pace.Step;
        _range = (ulong)(left + _pace.Step - _floor);
    }

    /// <summary>Learns from a collection, after <see cref="Settle"/>.</summary>
    /// <param name="cost">What it took.</param>
    /// <param name="held">What was held before it.</param>
    internal void Adapt(CollectionCost cost, long held)
    {
        _pace.Adapt(cost, held - Left, Left);
        Settle(Left);
    }
}
