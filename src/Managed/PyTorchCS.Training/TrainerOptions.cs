namespace PyTorchCS.Training;

/// <summary>How a <see cref="Trainer{TBatch}"/> runs its loop.</summary>
public sealed record TrainerOptions
{
    /// <summary>How many batches make one update; their gradients become those of one batch with all their samples.</summary>
    public int AccumulationSteps { get; init; } = 1;

    /// <summary>The largest norm of all gradients together; null leaves them.</summary>
    public double? ClipGradNorm { get; init; }

    /// <summary>The largest absolute value of an element of a gradient; null leaves them.</summary>
    public double? ClipGradValue { get; init; }

    /// <summary>When the scheduler steps.</summary>
    public SchedulerInterval SchedulerInterval { get; init; } = SchedulerInterval.Epoch;

    /// <summary>The metric that <see cref="Optim.ReduceLROnPlateau"/> looks at: of the validation, where there is one.</summary>
    public string Monitor { get; init; } = MeanLoss.MetricName;

    /// <summary>After how many batches numbers are fetched from the device and reported; each time waits for it once.</summary>
    public int LogInterval { get; init; } = 50;

    /// <summary>Where metrics are gathered and batches go; null for where the model's first parameter is.</summary>
    public Device? Device { get; init; }

    /// <summary>Whether Ctrl-C ends <c>Fit</c> after the running step; a second one ends the process.</summary>
    public bool HandleCtrlC { get; init; } = true;

    /// <summary>Throws where a value makes no sense.</summary>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(AccumulationSteps);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LogInterval);
        ThrowIfNotPositive(ClipGradNorm, nameof(ClipGradNorm));
        ThrowIfNotPositive(ClipGradValue, nameof(ClipGradValue));
        ArgumentException.ThrowIfNullOrEmpty(Monitor);
    }

    private static void ThrowIfNotPositive(double? value, string name)
    {
        // Written so that NaN is refused too.
        if (value is { } number && !(number > 0))
        {
            throw new ArgumentOutOfRangeException(name, number, $"TrainerOptions: {name} must be positive.");
        }
    }
}
