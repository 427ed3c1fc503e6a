namespace PyTorchCS.Optim;

/// <summary>Multiplies the rates by <c>gamma</c> every epoch.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.optim.lr_scheduler.ExponentialLR.html"/>
public sealed class ExponentialLR(Optimizer optimizer, double gamma, long lastEpoch = -1) : LRScheduler(optimizer, lastEpoch)
{
    /// <summary>The factor.</summary>
    public double Gamma { get; private set; } = gamma;

    /// <inheritdoc/>
    protected override double GetLr(double lr, double baseLr, int group) => IsInitial ? lr : lr * Gamma;
}
