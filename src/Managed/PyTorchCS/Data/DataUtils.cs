namespace PyTorchCS.Data;

/// <summary>Functions of PyTorch's <c>torch.utils.data</c>.</summary>
public static class DataUtils
{
    /// <summary>Deals the items of a dataset out to parts of the given lengths, at random.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="lengths">The number of items of each part; together, all items.</param>
    /// <param name="generator">Where randomness comes from; not given, the default generator.</param>
    /// <exception cref="ArgumentException">The lengths do not add up to the length of the dataset, or one is negative.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/data.html#torch.utils.data.random_split"/>
    public static Subset<T>[] RandomSplit<T>(
        this IDataset<T> dataset, ReadOnlySpan<long> lengths, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        long sum = 0;
        foreach (var length in lengths)
        {
            sum += length >= 0 ? length : throw new ArgumentException($"A part of {length} items is none.", nameof(lengths));
        }

        if (sum != dataset.Count)
        {
            throw new ArgumentException(
                $"Parts of {string.Join(" + ", lengths.ToArray())} = {sum} items do not make up {dataset.Count}.", nameof(lengths));
        }

        using var order = Torch.Randperm(sum, generator, device: Device.Cpu);
        var indices = order.ToArray<long>();
        var parts = new Subset<T>[lengths.Length];
        var start = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new Subset<T>(dataset, indices.AsSpan(start, (int)lengths[i]).ToArray());
            start += (int)lengths[i];
        }

        return parts;
    }

    /// <summary>Deals the items of a dataset out to parts of the given shares, at random.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="fractions">The share of each part; together 1. What rounding down leaves goes to the first parts.</param>
    /// <param name="generator">Where randomness comes from; not given, the default generator.</param>
    /// <exception cref="ArgumentException">The shares do not add up to 1, or one is not from 0 to 1.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/data.html#torch.utils.data.random_split"/>
    public static Subset<T>[] RandomSplit<T>(
        this IDataset<T> dataset, ReadOnlySpan<double> fractions, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        double sum = 0;
        long left = dataset.Count;
        var lengths = new long[fractions.Length];
        for (var i = 0; i < lengths.Length; i++)
        {
            if (!(fractions[i] is >= 0 and <= 1))
            {
                throw new ArgumentException($"Share {i} is {fractions[i]}, not from 0 to 1.", nameof(fractions));
            }

            sum += fractions[i];
            lengths[i] = (long)Math.Floor(dataset.Count * fractions[i]);
            left -= lengths[i];
        }

        if (!(Math.Abs(sum - 1) <= 1e-9))
        {
            throw new ArgumentException($"The shares add up to {sum}, not to 1.", nameof(fractions));
        }

        for (var i = 0; i < left; i++)
        {
            lengths[i % lengths.Length]++;
        }

        return RandomSplit(dataset, (ReadOnlySpan<long>)lengths, generator);
    }

    /// <summary>Puts items together to a batch, each part of an item to one tensor with a first dimension more.</summary>
    /// <remarks>
    /// Tensors are stacked. Whole numbers become int64, <see cref="float"/> float32, <see cref="double"/> float64, <see cref="bool"/> bool;
    /// arrays of numbers become rows of a tensor; strings stay as they are, in an array. Tuples, arrays of tensors and
    /// dictionaries are put together part by part.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no item, or there is no rule for its type.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/data.html#torch.utils.data.default_collate"/>
    public static object DefaultCollate<T>(IReadOnlyList<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Collate.Join([.. items.Select(item => (object?)item)]);
    }
}
