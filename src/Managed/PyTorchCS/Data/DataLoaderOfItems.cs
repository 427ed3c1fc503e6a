using System.Diagnostics.CodeAnalysis;

namespace PyTorchCS.Data;

/// <summary>Batches of a dataset whose batches are of the same type as its items, such as tensors, which are stacked.</summary>
/// <typeparam name="T">The type of an item and of a batch.</typeparam>
/// <seealso href="https://docs.pytorch.org/docs/2.10/data.html#torch.utils.data.DataLoader"/>
public class DataLoader<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T> : DataLoader<T, T>
{
    /// <inheritdoc/>
    public DataLoader(
        IDataset<T> dataset,
        long batchSize = 1,
        bool shuffle = false,
        Sampler<long>? sampler = null,
        Sampler<long[]>? batchSampler = null,
        Func<IReadOnlyList<T>, T>? collateFn = null,
        bool dropLast = false,
        Generator? generator = null)
        : base(dataset, batchSize, shuffle, sampler, batchSampler, collateFn, dropLast, generator)
    {
    }
}
