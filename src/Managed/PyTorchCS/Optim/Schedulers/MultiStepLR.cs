namespace PyTorchCS.Optim;

/// <summary>Multiplies the rates by <c>gamma</c> at each milestone.</summary>
/// <remarks>A milestone that is listed twice counts twice.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.optim.lr_scheduler.MultiStepLR.html"/>
public sealed class MultiStepLR(Optimizer optimizer, IEnumerable<long> milestones, double gamma = 0.1, long lastEpoch = -1)
    : LRScheduler(optimizer, lastEpoch)
{
    /// <summary>The epochs at which the rates change.</summary>
    public IReadOnlyList<long> Milestones { get; private set; } = [.. milestones ?? throw new ArgumentNullException(nameof(milestones))];

    /// <summary>The factor.</summary>
    public double Gamma { get; private set; } = gamma;

    /// <inheritdoc/>
    protected override double GetLr(double lr, double baseLr, int group) =>
        lr * Math.Pow(Gamma, Milestones.Count(milestone => milestone == LastEpoch));
}
