namespace PyTorchCS.Optim;

/// <summary>Lets the rates fall to 0 over <c>totalIters</c> epochs: <c>lr₀·(1 - epoch / totalIters)^power</c>.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.optim.lr_scheduler.PolynomialLR.html"/>
public sealed class PolynomialLR(Optimizer optimizer, long totalIters = 5, double power = 1, long lastEpoch = -1)
    : LRScheduler(optimizer, lastEpoch)
{
    /// <summary>How many epochs the fall takes.</summary>
    public long TotalIters { get; private set => field = ScheduleCheck.Positive(value, "total_iters"); } = ScheduleCheck.Positive(totalIters);

    /// <summary>The power.</summary>
    public double Power { get; private set; } = power;

    /// <inheritdoc/>
    protected override double GetLr(double lr, double baseLr, int group) =>
        IsInitial || LastEpoch > TotalIters ? lr : lr * Math.Pow(Left(LastEpoch) / Left(LastEpoch - 1), Power);

    private double Left(long epoch) => 1.0 - ((double)epoch / TotalIters);
}
