using PyTorchCS.NN;

namespace PyTorchCS.Optim;

/// <summary>Lets the rates fall along half a cosine: <c>etaMin + (lr₀ - etaMin)·(1 + cos(π·epoch / tMax)) / 2</c>.</summary>
/// <remarks>
/// After <c>tMax</c> epochs the rates rise again. Computed from the previous rate, so that other changes of a rate are
/// kept: what is above <c>etaMin</c> is multiplied by <c>(1 + cos(π·t / tMax)) / (1 + cos(π·(t - 1) / tMax))</c>.
/// </remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.optim.lr_scheduler.CosineAnnealingLR.html"/>
public sealed class CosineAnnealingLR(Optimizer optimizer, long tMax, double etaMin = 0, long lastEpoch = -1)
    : LRScheduler(optimizer, lastEpoch)
{
    /// <summary>How many epochs the fall takes.</summary>
    [Name("T_max")]
    public long TMax { get; private set => field = ScheduleCheck.Positive(value, "T_max"); } = ScheduleCheck.Positive(tMax);

    /// <summary>The lowest rate.</summary>
    public double EtaMin { get; private set; } = etaMin;

    /// <inheritdoc/>
    protected override double GetLr(double lr, double baseLr, int group)
    {
        if (IsInitial)
        {
            return lr;
        }

        // At the bottom nothing is left above etaMin to multiply: the way up starts from the base rate.
        return (LastEpoch - 1 - TMax) % (2 * TMax) == 0
            ? lr + ((baseLr - EtaMin) * (1 - Math.Cos(Math.PI / TMax)) / 2)
            : (Height(LastEpoch) / Height(LastEpoch - 1) * (lr - EtaMin)) + EtaMin;
    }

    private double Height(long epoch) => 1 + Math.Cos(Math.PI * epoch / TMax);
}
