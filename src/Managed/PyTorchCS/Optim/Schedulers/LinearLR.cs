namespace PyTorchCS.Optim;

/// <summary>Changes the factor of the rates in equal steps from <c>startFactor</c> to <c>endFactor</c> over <c>totalIters</c> epochs.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.optim.lr_scheduler.LinearLR.html"/>
public sealed class LinearLR(
    Optimizer optimizer, double startFactor = 1.0 / 3, double endFactor = 1, long totalIters = 5, long lastEpoch = -1)
    : LRScheduler(optimizer, lastEpoch)
{
    /// <summary>The first factor, above 0 and at most 1.</summary>
    public double StartFactor { get; private set => field = ScheduleCheck.PositiveShare(value, "start_factor"); } = ScheduleCheck.PositiveShare(startFactor);

    /// <summary>The last factor, from 0 to 1.</summary>
    public double EndFactor { get; private set => field = ScheduleCheck.Share(value, "end_factor"); } = ScheduleCheck.Share(endFactor);

    /// <summary>How many epochs the change takes.</summary>
    public long TotalIters { get; private set; } = totalIters;

    /// <inheritdoc/>
    protected override double GetLr(double lr, double baseLr, int group)
    {
        if (LastEpoch == 0)
        {
            return lr * StartFactor;
        }

        var change = EndFactor - StartFactor;
        return IsInitial || LastEpoch > TotalIters
            ? lr
            : lr * (1 + (change / ((TotalIters * StartFactor) + ((LastEpoch - 1) * change))));
    }
}
