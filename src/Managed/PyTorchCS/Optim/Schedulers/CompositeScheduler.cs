namespace PyTorchCS.Optim;

/// <summary>A scheduler made of others of the same optimizer.</summary>
public abstract class CompositeScheduler : LRScheduler
{
    private const string Parts = "_schedulers";

    private protected CompositeScheduler(Optimizer optimizer, IReadOnlyList<LRScheduler> schedulers, long lastEpoch)
        : base(Checked(optimizer, schedulers), lastEpoch, takeFirstStep: false)
    {
        Schedulers = schedulers;
    }

    /// <summary>The schedulers.</summary>
    public IReadOnlyList<LRScheduler> Schedulers { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> StateDict() => new Dictionary<string, object?>(base.StateDict())
    {
        [Parts] = Schedulers.Select(scheduler => scheduler.StateDict()).ToArray(),
    };

    /// <inheritdoc/>
    public override void LoadStateDict(IReadOnlyDictionary<string, object?> stateDict)
    {
        ArgumentNullException.ThrowIfNull(stateDict);
        var parts = stateDict.GetValueOrDefault(Parts) as IEnumerable<object?>;
        var states = parts?.OfType<IReadOnlyDictionary<string, object?>>().ToArray() ?? [];
        if (states.Length != Schedulers.Count)
        {
            throw new ArgumentException(
                $"The state holds {states.Length} schedulers, {GetType().Name} is made of {Schedulers.Count}.", nameof(stateDict));
        }

        var before = Schedulers.Select(scheduler => scheduler.StateDict()).ToArray();
        try
        {
            LoadParts(states);
            base.LoadStateDict(stateDict);
        }
        catch
        {
            LoadParts(before);
            throw;
        }
    }

    /// <inheritdoc/>
    // As in PyTorch, the composite itself is not taken back: one SequentialLR at the head of another is a step ahead.
    internal override void Undo()
    {
        foreach (var scheduler in Schedulers)
        {
            scheduler.Undo();
        }
    }

    /// <summary>Does not apply: the parts set the rates.</summary>
    protected sealed override double GetLr(double lr, double baseLr, int group) => lr;

    private void LoadParts(IReadOnlyDictionary<string, object?>[] states)
    {
        for (var i = 0; i < states.Length; i++)
        {
            Schedulers[i].LoadStateDict(states[i]);
        }
    }

    private static Optimizer Checked(Optimizer optimizer, IReadOnlyList<LRScheduler> schedulers)
    {
        ArgumentNullException.ThrowIfNull(schedulers);
        if (schedulers.Count == 0)
        {
            throw new ArgumentException("There is no scheduler to make one of.", nameof(schedulers));
        }

        for (var i = 0; i < schedulers.Count; i++)
        {
            var scheduler = schedulers[i] ?? throw new ArgumentException($"Scheduler {i} is null.", nameof(schedulers));
            if (scheduler is ReduceLROnPlateau)
            {
                throw new ArgumentException(
                    $"Scheduler {i} is ReduceLROnPlateau, which needs a metric at every step.", nameof(schedulers));
            }

            if (scheduler.Optimizer != optimizer)
            {
                throw new ArgumentException(
                    $"Scheduler {i}, {scheduler.GetType().Name}, belongs to another optimizer.", nameof(schedulers));
            }
        }

        return optimizer;
    }
}
