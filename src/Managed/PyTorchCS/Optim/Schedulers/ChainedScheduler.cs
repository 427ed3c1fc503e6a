namespace PyTorchCS.Optim;

/// <summary>Steps several schedulers one after the other, so that their factors multiply.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.optim.lr_scheduler.ChainedScheduler.html"/>
public sealed class ChainedScheduler : CompositeScheduler
{
    /// <summary>Chains <paramref name="schedulers"/>.</summary>
    /// <exception cref="ArgumentException">There is none, one belongs to another optimizer, or one needs a metric.</exception>
    public ChainedScheduler(IReadOnlyList<LRScheduler> schedulers, Optimizer? optimizer = null)
        : base(optimizer ?? (schedulers is [{ } first, ..] ? first.Optimizer : null!), schedulers, lastEpoch: -1) => LastEpoch = 0;

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

    /// <inheritdoc/>
    internal override void Undo()
    {
        LastEpoch--;
        base.Undo();
    }

    /// <inheritdoc/>
    internal override void Restart(bool fromBase)
    {
        // As when they were made: each part but the first builds on what those before it have set.
        LastEpoch = 0;
        for (var i = 0; i < Schedulers.Count; i++)
        {
            Schedulers[i].Restart(fromBase && i == 0);
        }

        NoteRates();
    }
}
