namespace PyTorchCS.Optim;

/// <summary>Holds the rates at <c>factor</c> times their value for <c>totalIters</c> epochs.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.optim.lr_scheduler.ConstantLR.html"/>
public sealed class ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, long totalIters = 5, long lastEpoch = -1)
    : LRScheduler(optimizer, lastEpoch)
{
    /// <summary>The factor, from 0 to 1.</summary>
    public double Factor { get; private set => field = ScheduleCheck.Share(value, "factor"); } = ScheduleCheck.Share(factor);

    /// <summary>How many epochs the factor holds.</summary>
    public long TotalIters { get; private set; } = totalIters;

    /// <inheritdoc/>
    protected override double GetLr(double lr, double baseLr, int group) =>
        LastEpoch == 0 ? lr * Factor
        : LastEpoch != TotalIters ? lr
        : Factor == 0 ? baseLr
        : lr * (1 / Factor);
}
