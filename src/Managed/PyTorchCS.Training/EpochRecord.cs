namespace PyTorchCS.Training;

/// <summary>The numbers of one epoch.</summary>
/// <param name="Epoch">The epoch, counted from 1.</param>
/// <param name="Training">The metrics over the training batches, by name.</param>
/// <param name="Validation">The metrics over the validation batches, by name; null without validation.</param>
/// <param name="LearningRate">The first group's learning rate in the epoch's last step.</param>
/// <param name="Duration">How long the epoch took with its validation.</param>
public sealed record EpochRecord(
    int Epoch,
    IReadOnlyDictionary<string, double> Training,
    IReadOnlyDictionary<string, double>? Validation,
    double LearningRate,
    TimeSpan Duration)
{
    /// <summary>The metric <paramref name="name"/> of the validation, or of the training where there was no validation.</summary>
    /// <exception cref="ArgumentException">There is no metric of that name.</exception>
    public double Metric(string name)
    {
        IReadOnlyDictionary<string, double> metrics = Validation ?? Training;
        return metrics.TryGetValue(name, out double value)
            ? value
            : throw new ArgumentException($"There is no metric '{name}', only {string.Join(", ", metrics.Keys)}.", nameof(name));
    }
}
