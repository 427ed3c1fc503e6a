namespace PyTorchCS.Data;

/// <summary>Datasets one after the other.</summary>
/// <typeparam name="T">The type of an item.</typeparam>
/// <seealso href="https://docs.pytorch.org/docs/2.10/data.html#torch.utils.data.ConcatDataset"/>
public sealed class ConcatDataset<T> : IDataset<T>
{
    private readonly IDataset<T>[] _datasets;
    private readonly long[] _ends;

    /// <summary>Puts <paramref name="datasets"/> one after the other.</summary>
    /// <exception cref="ArgumentException">There is no dataset.</exception>
    public ConcatDataset(params IDataset<T>[] datasets)
    {
        ArgumentNullException.ThrowIfNull(datasets);
        if (datasets.Length == 0)
        {
            throw new ArgumentException("ConcatDataset needs at least one dataset.", nameof(datasets));
        }

        _datasets = [.. datasets];
        _ends = new long[datasets.Length];
        for (var i = 0; i < _ends.Length; i++)
        {
            _ends[i] = datasets[i].Count + (i == 0 ? 0 : _ends[i - 1]);
        }
    }

    /// <inheritdoc/>
    public long Count => _ends[^1];

    /// <summary>The datasets.</summary>
    public IReadOnlyList<IDataset<T>> Datasets => _datasets;

    /// <inheritdoc/>
    public T this[long index]
    {
        get
        {
            if (index < 0 || index >= Count)
            {
                throw new ArgumentOutOfRangeException(nameof(index), index, $"There are items 0 to {Count - 1}, not {index}.");
            }

            // Empty datasets share their end with the one before, so the first end above the index is the right one.
            var which = Array.FindIndex(_ends, end => end > index);
            return _datasets[which][which == 0 ? index : index - _ends[which - 1]];
        }
    }
}
