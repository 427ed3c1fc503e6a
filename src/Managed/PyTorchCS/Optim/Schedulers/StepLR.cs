namespace PyTorchCS.Optim;

/// <summary>Multiplies the rates by <c>gamma</c> every <c>stepSize</c> epochs.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.optim.lr_scheduler.StepLR.html"/>
public sealed class StepLR(Optimizer optimizer, long stepSize, double gamma = 0.1, long lastEpoch = -1)
    : LRScheduler(optimizer, lastEpoch)
{
    /// <summary>How many epochs a rate is kept.</summary>
    public long StepSize { get; private set => field = ScheduleCheck.Positive(value, "step_size"); } = ScheduleCheck.Positive(stepSize);

    /// <summary>The factor.</summary>
    public double Gamma { get; private set; } = gamma;

    /// <inheritdoc/>
    protected override double GetLr(double lr, double baseLr, int group) =>
        LastEpoch == 0 || LastEpoch % StepSize != 0 ? lr : lr * Gamma;
}
