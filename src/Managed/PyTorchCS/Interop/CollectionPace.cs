namespace PyTorchCS.Interop;

/// <summary>How much may gather between two collections: little while they are cheap and find much, more where not.</summary>
internal struct CollectionPace
{
    /// <summary>A collection that took more than this part of the time since the last one was too early.</summary>
    private const double TooDear = 0.25;
    private const double Cheap = 0.1;

    private readonly long _smallest;
    private readonly long _largest;

    internal CollectionPace(long smallest, long largest)
    {
        _smallest = smallest;
        _largest = largest;
        Step = smallest;
    }

    /// <summary>What may gather until the next collection.</summary>
    internal long Step { get; private set; }

    /// <summary>Learns from a collection.</summary>
    /// <param name="share">What it took beside the time since the last one.</param>
    /// <param name="freed">What it found.</param>
    /// <param name="left">What it left, half of which may always gather where little is found.</param>
    internal void Adapt(double share, long freed, long left)
    {
        if (share > TooDear || freed < Step / 4)
        {
            Step = Math.Min(Step * 2, Math.Max(_largest, left / 2));
        }
        else if (share < Cheap)
        {
            Step = Math.Max(Step / 2, _smallest);
        }
    }

    /// <summary>Begins anew.</summary>
    internal void Reset() => Step = _smallest;
}
