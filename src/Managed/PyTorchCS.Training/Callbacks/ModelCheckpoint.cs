namespace PyTorchCS.Training;

/// <summary>Writes the model's state dict as a safetensors file after each epoch whose metric is the best so far.</summary>
/// <remarks>The file is replaced only when the new one is written whole.</remarks>
public sealed class ModelCheckpoint : ITrainerCallback
{
    private readonly string _path;
    private readonly string? _monitor;
    private readonly MonitorMode _mode;
    private BestValue _best;

    /// <summary>Writes to <paramref name="path"/>.</summary>
    /// <param name="path">The file; its folder is created.</param>
    /// <param name="monitor">The metric's name; null writes after each epoch.</param>
    /// <param name="mode">Which direction is better.</param>
    public ModelCheckpoint(string path, string? monitor = MeanLoss.MetricName, MonitorMode mode = MonitorMode.Min)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = path;
        _monitor = monitor;
        _mode = mode;
        _best = new BestValue(mode, minDelta: 0);
    }

    /// <summary>The best value seen in this training; null before the first epoch's end.</summary>
    public double? Best => _best.Value;

    /// <inheritdoc/>
    public void OnFitStart(TrainerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (_monitor is not null)
        {
            state.RequireMetric(_monitor);
        }

        _best = new BestValue(_mode, minDelta: 0);
    }

    /// <inheritdoc/>
    public void OnEpochEnd(TrainerState state, EpochRecord epoch)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(epoch);
        if (_monitor is null || _best.Improve(epoch.Metric(_monitor)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_path))!);
            SafeTensors.Save(_path, state.Model.StateDict());
        }
    }
}
