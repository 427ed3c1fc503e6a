namespace PyTorchCS.Data;

/// <summary>Some items of a dataset, in an order of their own.</summary>
/// <typeparam name="T">The type of an item.</typeparam>
/// <seealso href="https://docs.pytorch.org/docs/2.10/data.html#torch.utils.data.Subset"/>
public sealed class Subset<T> : IDataset<T>, IBatchDataset<T>
{
    private readonly long[] _indices;
    private Tensor? _indexTensor;

    /// <summary>Picks the items of <paramref name="dataset"/> whose numbers stand in <paramref name="indices"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The dataset has no item of such a number.</exception>
    public Subset(IDataset<T> dataset, IEnumerable<long> indices)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(indices);
        Dataset = dataset;
        _indices = [.. indices];
        foreach (var index in _indices)
        {
            if (index < 0 || index >= dataset.Count)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(indices), index, $"The dataset has items 0 to {dataset.Count - 1}, not {index}.");
            }
        }
    }

    /// <summary>The dataset of which this is a part.</summary>
    public IDataset<T> Dataset { get; }

    /// <summary>The numbers of the items in the whole dataset.</summary>
    public IReadOnlyList<long> Indices => _indices;

    /// <inheritdoc/>
    public long Count => _indices.Length;

    /// <inheritdoc/>
    public T this[long index] => index >= 0 && index < Count
        ? Dataset[_indices[index]]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"There are items 0 to {Count - 1}, not {index}.");

    /// <summary>Whether the dataset behind can hand out batches, so that this one can.</summary>
    internal bool CanGather => Dataset is IBatchDataset<T> and (not Subset<T> or Subset<T> { CanGather: true });

    private IBatchDataset<T> Source => Dataset as IBatchDataset<T>
        ?? throw new InvalidOperationException($"{Dataset.GetType().Name} hands out items only, not batches.");

    /// <inheritdoc/>
    public T Gather(Tensor indices)
    {
        using var chosen = IndexTensor().IndexSelect(0, indices);
        return Source.Gather(chosen);
    }

    /// <inheritdoc/>
    public T Slice(long start, long length)
    {
        using var chosen = IndexTensor().Narrow(0, start, length);
        return Source.Gather(chosen);
    }

    private Tensor IndexTensor()
    {
        if (_indexTensor is null)
        {
            // It serves as long as the subset does, whatever scope is open when it is first needed.
            using var unscoped = TensorScope.Suspend();
            _indexTensor = Torch.Tensor(_indices, device: Device.Cpu);
        }

        return _indexTensor;
    }
}
