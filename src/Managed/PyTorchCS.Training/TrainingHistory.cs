namespace PyTorchCS.Training;

/// <summary>What a training reported: the loss of each batch and the numbers of each epoch.</summary>
public sealed class TrainingHistory
{
    private readonly List<double> _batchLosses = [];
    private readonly List<EpochRecord> _epochs = [];

    /// <summary>The loss of each training batch, in order; complete up to the last report.</summary>
    public IReadOnlyList<double> BatchLosses => _batchLosses;

    /// <summary>The numbers of each finished epoch.</summary>
    public IReadOnlyList<EpochRecord> Epochs => _epochs;

    internal void Add(EpochRecord epoch) => _epochs.Add(epoch);

    internal void AddLosses(ReadOnlySpan<double> losses) => _batchLosses.AddRange(losses);
}
