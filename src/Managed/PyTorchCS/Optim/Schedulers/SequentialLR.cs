using PyTorchCS.NN;

namespace PyTorchCS.Optim;

/// <summary>Uses one scheduler after the other: the next from each milestone on, starting at its own epoch 0.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.optim.lr_scheduler.SequentialLR.html"/>
public sealed class SequentialLR : CompositeScheduler
{
    /// <summary>Puts <paramref name="schedulers"/> in a row.</summary>
    /// <exception cref="ArgumentException">
    /// There is no scheduler, there is not one milestone less than schedulers, or one does not belong to the optimizer.
    /// </exception>
    public SequentialLR(
        Optimizer optimizer, IReadOnlyList<LRScheduler> schedulers, IReadOnlyList<long> milestones, long lastEpoch = -1)
        : base(optimizer, schedulers, lastEpoch)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        if (milestones.Count != schedulers.Count - 1)
        {
            throw new ArgumentException(
                $"SequentialLR needs one milestone less than schedulers, but got {milestones.Count} and {schedulers.Count}.",
                nameof(milestones));
        }

        Milestones = milestones;
        LastEpoch = lastEpoch + 1;

        // Making the schedulers has set rates already: back to the start, which only the first one changes.
        foreach (var group in optimizer.ParamGroups)
        {
            group.Lr = group.InitialLr ??= group.Lr;
        }

        Undo();
        schedulers[0].TakeFirstStep();
        NoteRates();
    }

    /// <summary>The epochs at which the next scheduler takes over.</summary>
    [Name("_milestones")]
    public IReadOnlyList<long> Milestones { get; private set; }

    /// <inheritdoc/>
    public override void Step()
    {
        LastEpoch++;
        var index = Milestones.Count(milestone => milestone <= LastEpoch);
        if (index > 0 && Milestones[index - 1] == LastEpoch)
        {
            Schedulers[index].Restart(fromBase: true);
        }
        else
        {
            Schedulers[index].Step();
        }

        NoteRates();
    }

    /// <inheritdoc/>
    internal override void Restart(bool fromBase)
    {
        LastEpoch = 0;
        Schedulers[0].Restart(fromBase);
        NoteRates();
    }
}
