using PyTorchCS.NN;

namespace PyTorchCS.Optim;

/// <summary>
/// Lets the rates fall along half a cosine and jump back up: <c>etaMin + (lr₀ - etaMin)·(1 + cos(π·t / T)) / 2</c> with <c>t</c>
/// counted from the last restart.
/// </summary>
/// <remarks>The first period takes <c>t0</c> epochs, and each further one <c>tMult</c> times as many as the one before.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.optim.lr_scheduler.CosineAnnealingWarmRestarts.html"/>
public sealed class CosineAnnealingWarmRestarts(
    Optimizer optimizer, long t0, long tMult = 1, double etaMin = 0, long lastEpoch = -1)
    : LRScheduler(optimizer, lastEpoch)
{
    /// <summary>The length of the first period.</summary>
    [Name("T_0")]
    public long T0 { get; private set => field = ScheduleCheck.Positive(value, "T_0"); } = ScheduleCheck.Positive(t0);

    /// <summary>The growth of periods.</summary>
    [Name("T_mult")]
    public long TMult { get; private set => field = ScheduleCheck.Positive(value, "T_mult"); } = ScheduleCheck.Positive(tMult);

    /// <summary>The lowest rate.</summary>
    public double EtaMin { get; private set; } = etaMin;

    /// <summary>The length of the present period.</summary>
    [Name("T_i")]
    public long Period { get; private set => field = ScheduleCheck.Positive(value, "T_i"); } = t0;

    /// <summary>How many epochs of the present period have passed.</summary>
    [Name("T_cur")]
    public long Current { get; private set; } = lastEpoch;

    /// <inheritdoc/>
    public override void Step()
    {
        // A scheduler that is sent back before its start, as SequentialLR does, starts its period anew.
        (Current, Period) = LastEpoch < 0 ? (0, T0) : (Current + 1, Period);
        if (Current >= Period)
        {
            Current %= Period;
            Period *= TMult;
        }

        base.Step();
    }

    /// <inheritdoc/>
    internal override void Restart(bool fromBase)
    {
        (Current, Period) = (0, T0);
        base.Restart(fromBase);
    }

    /// <inheritdoc/>
    protected override double GetLr(double lr, double baseLr, int group) =>
        EtaMin + ((baseLr - EtaMin) * (1 + Math.Cos(Math.PI * Current / Period)) / 2);
}
