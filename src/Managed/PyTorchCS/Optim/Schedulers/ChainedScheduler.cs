namespace PyTorchCS.Optim;

/// <summary>Steps several schedulers one after the other, so that their factors multiply.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.optim.lr_scheduler.ChainedScheduler.html"/>
public sealed class ChainedScheduler : CompositeScheduler
{
    /// <summary>Chains <paramref name="schedulers"/>.</summary>
    /// <exception cref="ArgumentException">There is none, one belongs to another optimizer, or one needs a metric.</exception>
    public ChainedScheduler(IReadOnlyList<LRScheduler> schedulers, Optimizer? optimizer = null)
        : base(optimizer ?? First(schedulers).Optimizer, schedulers, lastEpoch: -1) => LastEpoch = 0;

    /// <inheritdoc/>
    public override void Step()
    {
        LastEpoch++;
        foreach (var scheduler in Schedulers)
        {
            scheduler.Step();
        }

        NoteRates();
    }

    private static LRScheduler First(IReadOnlyList<LRScheduler> schedulers)
    {
        ArgumentNullException.ThrowIfNull(schedulers);
        return schedulers.Count > 0
            ? schedulers[0]
            : throw new ArgumentException("ChainedScheduler needs at least one scheduler.", nameof(schedulers));
    }
}
