using PyTorchCS.NN;

namespace PyTorchCS.Optim;

/// <summary>Lets the rates rise to <c>maxLr</c> and fall far below where they started, and the momentum go the other way.</summary>
/// <remarks>
/// They start at <c>maxLr / divFactor</c> and end at <c>maxLr / (divFactor·finalDivFactor)</c>; the rise takes the share
/// <c>pctStart</c> of all steps. With <c>threePhase</c> the fall goes back to the start first. Call <c>Step</c> after every
/// batch. Either <c>totalSteps</c> is given, or <c>epochs</c> and <c>stepsPerEpoch</c>.
/// </remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.optim.lr_scheduler.OneCycleLR.html"/>
public sealed class OneCycleLR(
    Optimizer optimizer,
    PerGroup<double> maxLr,
    long? totalSteps = null,
    long? epochs = null,
    long? stepsPerEpoch = null,
    double pctStart = 0.3,
    AnnealStrategy annealStrategy = AnnealStrategy.Cos,
    bool cycleMomentum = true,
    double baseMomentum = 0.85,
    double maxMomentum = 0.95,
    double divFactor = 25,
    double finalDivFactor = 1e4,
    bool threePhase = false,
    long lastEpoch = -1)
    : LRScheduler(Begin(optimizer, maxLr, divFactor, cycleMomentum, lastEpoch), lastEpoch)
{
    /// <summary>How many steps the cycle takes.</summary>
    public long TotalSteps { get; private set => field = ScheduleCheck.Positive(value, "total_steps"); } = CountSteps(totalSteps, epochs, stepsPerEpoch);

    /// <summary>The highest rate of each group.</summary>
    public IReadOnlyList<double> MaxLrs { get; private set => field = ScheduleCheck.PerGroup(Optimizer, value, "max_lrs"); } = maxLr.For(optimizer, nameof(maxLr));

    /// <summary>Which share of the steps the rise takes.</summary>
    public double PctStart { get; private set; } = ScheduleCheck.Share(pctStart);

    /// <summary>The way from one rate to the next.</summary>
    [Name("_anneal_func_type")]
    public AnnealStrategy AnnealStrategy { get; private set; } = annealStrategy;

    /// <summary>Whether momentum falls while the rate rises.</summary>
    public bool CycleMomentum { get; private set; } = cycleMomentum;

    /// <summary>The lowest momentum.</summary>
    public double BaseMomentum { get; private set; } = baseMomentum;

    /// <summary>The highest momentum.</summary>
    public double MaxMomentum { get; private set; } = maxMomentum;

    /// <summary>By how much the first rate is below the highest.</summary>
    public double DivFactor { get; private set; } = divFactor;

    /// <summary>By how much the last rate is below the first.</summary>
    public double FinalDivFactor { get; private set; } = finalDivFactor;

    /// <summary>Whether the fall goes back to the start first.</summary>
    public bool ThreePhase { get; private set; } = threePhase;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The cycle is over.</exception>
    protected override double GetLr(double lr, double baseLr, int group)
    {
        if (LastEpoch > TotalSteps)
        {
            throw new InvalidOperationException($"Step {LastEpoch} of a cycle of {TotalSteps} steps.");
        }

        var highest = ScheduleCheck.Of(this, MaxLrs, group);
        var first = highest / DivFactor;
        var last = first / FinalDivFactor;
        double start = 0;
        foreach (var (end, lrs, momenta) in Phases(first, highest, last))
        {
            if (LastEpoch <= end || end >= TotalSteps - 1)
            {
                var share = (LastEpoch - start) / (end - start);
                if (CycleMomentum)
                {
                    Optimizer.ParamGroups[group].Momentum = Between(momenta.From, momenta.To, share);
                }

                return Between(lrs.From, lrs.To, share);
            }

            start = end;
        }

        return last;
    }

    private (double End, (double From, double To) Lrs, (double From, double To) Momenta)[] Phases(
        double first, double highest, double last)
    {
        var rise = (PctStart * TotalSteps) - 1;
        var up = (rise, (first, highest), (MaxMomentum, BaseMomentum));
        return ThreePhase
            ?
            [
                up,
                ((2 * PctStart * TotalSteps) - 2, (highest, first), (BaseMomentum, MaxMomentum)),
                (TotalSteps - 1, (first, last), (MaxMomentum, MaxMomentum)),
            ]
            : [up, (TotalSteps - 1, (highest, last), (BaseMomentum, MaxMomentum))];
    }

    private double Between(double from, double to, double share) => AnnealStrategy == AnnealStrategy.Cos
        ? to + ((from - to) / 2 * (Math.Cos(Math.PI * share) + 1))
        : ((to - from) * share) + from;

    private static long CountSteps(long? totalSteps, long? epochs, long? stepsPerEpoch) => (totalSteps, epochs, stepsPerEpoch) switch
    {
        ({ } steps, _, _) => ScheduleCheck.Positive(steps, nameof(totalSteps)),
        (null, { } count, { } steps) =>
            ScheduleCheck.Positive(count, nameof(epochs)) * ScheduleCheck.Positive(steps, nameof(stepsPerEpoch)),
        _ => throw new ArgumentException("Give totalSteps, or both epochs and stepsPerEpoch.", nameof(totalSteps)),
    };

    // The cycle says where the rates start, whatever the optimizer was made with.
    private static Optimizer Begin(Optimizer optimizer, PerGroup<double> maxLr, double divFactor, bool cycleMomentum, long lastEpoch)
    {
        var highest = maxLr.For(optimizer, nameof(maxLr));
        for (var i = 0; i < highest.Length; i++)
        {
            var group = optimizer.ParamGroups[i];
            if (cycleMomentum && group.Momentum is null)
            {
                throw new ArgumentException(
                    $"{optimizer.GetType().Name} has no momentum to cycle: pass cycleMomentum: false.", nameof(cycleMomentum));
            }

            if (lastEpoch == -1)
            {
                group.InitialLr = highest[i] / divFactor;
            }
        }

        return optimizer;
    }
}
