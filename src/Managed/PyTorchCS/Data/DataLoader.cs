namespace PyTorchCS.Data;

/// <summary>Batches of a <see cref="TensorDataset"/> or a part of one: an array with one tensor for each of the dataset's.</summary>
/// <remarks>
/// A batch is gathered by one native call for each tensor. See <see cref="DataLoader{TItem, TBatch}"/> for order and counts, and
/// <see cref="DataLoader{T}"/> for datasets of other items.
/// </remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/data.html#torch.utils.data.DataLoader"/>
public sealed class DataLoader : DataLoader<Tensor[]>
{
    /// <inheritdoc/>
    public DataLoader(
        IDataset<Tensor[]> dataset,
        long batchSize = 1,
        bool shuffle = false,
        Sampler<long>? sampler = null,
        Sampler<long[]>? batchSampler = null,
        Func<IReadOnlyList<Tensor[]>, Tensor[]>? collateFn = null,
        bool dropLast = false,
        Generator? generator = null)
        : base(dataset, batchSize, shuffle, sampler, batchSampler, collateFn, dropLast, generator)
    {
    }
}
