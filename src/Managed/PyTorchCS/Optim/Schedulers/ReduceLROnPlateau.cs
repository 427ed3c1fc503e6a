namespace PyTorchCS.Optim;

/// <summary>Multiplies the rates by <c>factor</c> once a metric has not improved for more than <c>patience</c> steps.</summary>
/// <remarks>
/// A value is an improvement where it beats <c>best·(1 ∓ threshold)</c> or, with <see cref="ThresholdMode.Abs"/>,
/// <c>best ∓ threshold</c>. After a reduction, <c>cooldown</c> steps do not count. No rate falls below <c>minLr</c>, and a change
/// of at most <c>eps</c> is left out.
/// </remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html"/>
public sealed class ReduceLROnPlateau : LRScheduler
{
    private readonly PerGroup<double> _minLr;

    /// <summary>Watches a metric on behalf of <paramref name="optimizer"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="factor"/> is 1 or more, or <paramref name="minLr"/> does not fit the groups.</exception>
    public ReduceLROnPlateau(
        Optimizer optimizer,
        PlateauMode mode = PlateauMode.Min,
        double factor = 0.1,
        long patience = 10,
        double threshold = 1e-4,
        ThresholdMode thresholdMode = ThresholdMode.Rel,
        long cooldown = 0,
        PerGroup<double> minLr = default,
        double eps = 1e-8)
        : base(optimizer, lastEpoch: -1, takeFirstStep: false)
    {
        if (!(factor < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, $"factor must be below 1, but is {factor}.");
        }

        LastEpoch = 0;
        Factor = factor;
        Patience = patience;
        Threshold = threshold;
        ThresholdMode = thresholdMode;
        Mode = mode;
        Cooldown = cooldown;
        _minLr = minLr;
        MinLrs = minLr.For(optimizer, nameof(minLr));
        Eps = eps;
        Best = mode == PlateauMode.Min ? double.PositiveInfinity : double.NegativeInfinity;
    }

    /// <summary>Which values are the better ones.</summary>
    public PlateauMode Mode { get; private set; }

    /// <summary>The factor.</summary>
    public double Factor { get; private set; }

    /// <summary>How many steps without improvement are borne.</summary>
    public long Patience { get; private set; }

    /// <summary>By how much a value has to be better.</summary>
    public double Threshold { get; private set; }

    /// <summary>How the threshold is meant.</summary>
    public ThresholdMode ThresholdMode { get; private set; }

    /// <summary>How many steps after a reduction do not count.</summary>
    public long Cooldown { get; private set; }

    /// <summary>The lowest rate of each group.</summary>
    public IReadOnlyList<double> MinLrs { get; private set => field = ScheduleCheck.PerGroup(Optimizer, value, "min_lrs"); }

    /// <summary>The smallest change of a rate that is made.</summary>
    public double Eps { get; private set; }

    /// <summary>The best value so far.</summary>
    public double Best { get; private set; }

    /// <summary>How many steps have passed without improvement.</summary>
    public long NumBadEpochs { get; private set; }

    /// <summary>How many steps do not count from here on.</summary>
    public long CooldownCounter { get; private set; }

    /// <summary>Never of use: this scheduler needs to know the metric.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public override void Step() => throw new InvalidOperationException(
        "ReduceLROnPlateau needs the value of the metric: call Step(metrics), after validation.");

    /// <summary>Takes note of the metric, and reduces the rates where it has not improved for too long.</summary>
    public void Step(double metrics)
    {
        LastEpoch++;
        if (IsBetter(metrics))
        {
            Best = metrics;
            NumBadEpochs = 0;
        }
        else
        {
            NumBadEpochs++;
        }

        if (CooldownCounter > 0)
        {
            CooldownCounter--;
            NumBadEpochs = 0;
        }

        if (NumBadEpochs > Patience)
        {
            Reduce();
            CooldownCounter = Cooldown;
            NumBadEpochs = 0;
        }

        NoteRates();
    }

    /// <inheritdoc/>
    protected override double GetLr(double lr, double baseLr, int group)
    {
        var reduced = Math.Max(lr * Factor, ScheduleCheck.Of(this, MinLrs, group));
        return lr - reduced > Eps ? reduced : lr;
    }

    private void Reduce()
    {
        if (_minLr.IsSingle)
        {
            MinLrs = [.. MinLrs, .. _minLr.For(Optimizer, "minLr").Skip(MinLrs.Count)];
        }

        var groups = Optimizer.ParamGroups;
        double[] rates = [.. groups.Select((group, i) => GetLr(group.Lr, group.Lr, i))];
        for (var i = 0; i < rates.Length; i++)
        {
            groups[i].Lr = rates[i];
        }
    }

    private bool IsBetter(double value) => (Mode, ThresholdMode) switch
    {
        (PlateauMode.Min, ThresholdMode.Rel) => value < Best * (1 - Threshold),
        (PlateauMode.Min, _) => value < Best - Threshold,
        (_, ThresholdMode.Rel) => value > Best * (1 + Threshold),
        _ => value > Best + Threshold,
    };
}
