namespace PyTorchCS.Interop;

/// <summary>How much may gather between two collections: little while they are cheap and find much, more where not.</summary>
internal struct CollectionPace
{
    /// <summary>A collection that took more than this part of the time since the last one was too early, unless it was worth it.</summary>
    private const double TooDear = 0.25;
    private const double Cheap = 0.1;

    private readonly long _smallest;
    private readonly long _largest;
    private readonly TimeSpan _worth;

    /// <summary>A pace within bounds.</summary>
    /// <param name="smallest">What may gather at least, from which the pace starts.</param>
    /// <param name="largest">What may gather at most, where collections find most of it.</param>
    /// <param name="worth">What a collection may take that finds as much as the smallest step, whatever its share of the time.</param>
    internal CollectionPace(long smallest, long largest, TimeSpan worth = default)
    {
        _smallest = smallest;
        _largest = largest;
        _worth = worth;
        Step = smallest;
    }

    /// <summary>What may gather until the next collection.</summary>
    internal long Step { get; private set; }

    /// <summary>Learns from a collection.</summary>
    /// <param name="cost">What it took.</param>
    /// <param name="freed">What it found.</param>
    /// <param name="left">What it left, half of which may always gather where little is found.</param>
    internal void Adapt(CollectionCost cost, long freed, long left)
    {
        var worth = _worth * ((double)freed / _smallest);
        if ((cost.Share > TooDear && cost.Time > worth) || freed < Step / 4)
        {
            Step = Math.Min(Step * 2, Math.Max(_largest, left / 2));
        }
        else if (cost.Share < Cheap || cost.Time < worth / 2)
        {
            Step = Math.Max(Step / 2, _smallest);
        }
    }

    /// <summary>Begins anew.</summary>
    internal void Reset() => Step = _smallest;
}
