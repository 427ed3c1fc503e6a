namespace PyTorchCS.Training;

/// <summary>Ends the training when a metric has not become better for some epochs.</summary>
public sealed class EarlyStopping : ITrainerCallback
{
    private readonly string _monitor;
    private readonly int _patience;
    private readonly MonitorMode _mode;
    private readonly double _minDelta;
    private BestValue _best;
    private int _epochsWithout;

    /// <summary>Watches a metric of the validation, or of the training where there is none.</summary>
    /// <param name="monitor">The metric's name.</param>
    /// <param name="patience">After how many epochs without a better value the training ends.</param>
    /// <param name="mode">Which direction is better.</param>
    /// <param name="minDelta">By how much a value must be better.</param>
    public EarlyStopping(string monitor = MeanLoss.MetricName, int patience = 3, MonitorMode mode = MonitorMode.Min, double minDelta = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(monitor);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(minDelta);
        _monitor = monitor;
        _patience = patience;
        _mode = mode;
        _minDelta = minDelta;
        _best = new BestValue(mode, minDelta);
    }

    /// <summary>The best value seen in this training; null before the first epoch's end.</summary>
    public double? Best => _best.Value;

    /// <inheritdoc/>
    public void OnFitStart(TrainerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireMetric(_monitor);
        _best = new BestValue(_mode, _minDelta);
        _epochsWithout = 0;
    }

    /// <inheritdoc/>
    public void OnEpochEnd(TrainerState state, EpochRecord epoch)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(epoch);
        _epochsWithout = _best.Improve(epoch.Metric(_monitor)) ? 0 : _epochsWithout + 1;
        if (_epochsWithout >= _patience)
        {
            state.RequestStop();
        }
    }
}
