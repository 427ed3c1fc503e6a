using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace PyTorchCS.Data;

/// <summary>Goes through a dataset in batches; each enumeration is an epoch.</summary>
/// <typeparam name="TItem">The type of an item.</typeparam>
/// <typeparam name="TBatch">The type of a batch.</typeparam>
/// <remarks>
/// Batches are new tensors that belong to the caller. Several enumerations at a time do not disturb each other, and one
/// that is left early holds nothing. With <c>shuffle</c> every epoch has another order: it depends on the state of
/// <c>generator</c>, or else of the default generator, hence on <c>Torch.ManualSeed</c>, as in PyTorch without workers.
/// </remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/data.html#torch.utils.data.DataLoader"/>
public class DataLoader<
    TItem,
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TBatch> : IEnumerable<TBatch>
{
    private readonly Sampler<long> _sampler;
    private readonly Sampler<long[]>? _batchSampler;
    private readonly Func<IReadOnlyList<TItem>, TBatch> _collate;
    private readonly IBatchDataset<TBatch>? _source;
    private readonly Generator? _generator;

    /// <summary>Goes through <paramref name="dataset"/>.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="batchSize">The number of items in a batch.</param>
    /// <param name="shuffle">Whether the order is random, another one in each epoch.</param>
    /// <param name="sampler">Says the order; not together with <paramref name="shuffle"/>.</param>
    /// <param name="batchSampler">Says which items make up each batch; not together with what else says so.</param>
    /// <param name="collateFn">Puts items together to a batch; not given, as <see cref="DataUtils.DefaultCollate"/> does.</param>
    /// <param name="dropLast">Whether a last batch that is not full is left out.</param>
    /// <param name="generator">Where randomness comes from.</param>
    /// <exception cref="ArgumentException">Arguments exclude each other, or <paramref name="batchSize"/> is not at least 1.</exception>
    public DataLoader(
        IDataset<TItem> dataset,
        long batchSize = 1,
        bool shuffle = false,
        Sampler<long>? sampler = null,
        Sampler<long[]>? batchSampler = null,
        Func<IReadOnlyList<TItem>, TBatch>? collateFn = null,
        bool dropLast = false,
        Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        BatchMath.CheckSize(batchSize);
        if (sampler is not null && shuffle)
        {
            throw new ArgumentException("A sampler says the order itself: shuffle does not go with it.", nameof(shuffle));
        }

        if (batchSampler is not null && (batchSize != 1 || shuffle || sampler is not null || dropLast))
        {
            throw new ArgumentException(
                "A batchSampler says the batches itself: batchSize, shuffle, sampler and dropLast do not go with it.",
                nameof(batchSampler));
        }

        Dataset = dataset;
        CollateFn = collateFn;
        BatchSize = batchSize;
        DropLast = dropLast;
        _generator = generator;
        _batchSampler = batchSampler;
        _sampler = sampler
            ?? (shuffle ? new RandomSampler(dataset.Count, generator: generator) : new SequentialSampler(dataset.Count));
        _collate = collateFn ?? Collate.Join<TItem, TBatch>;
        _source = collateFn is null && dataset is not Subset<TItem> { CanGather: false } ? dataset as IBatchDataset<TBatch> : null;
    }

    /// <summary>The dataset.</summary>
    public IDataset<TItem> Dataset { get; }

    /// <summary>The number of items in a batch; 1 where a batch sampler says it.</summary>
    public long BatchSize { get; }

    /// <summary>What puts the items of a batch together; null for the default.</summary>
    public Func<IReadOnlyList<TItem>, TBatch>? CollateFn { get; }

    /// <summary>Whether a last batch that is not full is left out.</summary>
    public bool DropLast { get; }

    /// <summary>The number of batches.</summary>
    public long Count => _batchSampler?.Count ?? BatchMath.Count(_sampler.Count, BatchSize, DropLast);

    /// <summary>Begins an epoch.</summary>
    public IEnumerator<TBatch> GetEnumerator()
    {
        // PyTorch draws a seed for its workers here, even without any; drawing it too gives the same batches.
        RandomSeed.Draw(_generator);
        return (_source, _batchSampler, _sampler) switch
        {
            (null, _, _) => Items(),
            ({ } batches, null, SequentialSampler order) => Slices(batches, order.Count),
            ({ } batches, null, OrderSampler order) => Ordered(batches, order),
            ({ } batches, _, _) => Gathered(batches),
        };
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Sampler<long[]> Batches() => _batchSampler ?? new BatchSampler(_sampler, BatchSize, DropLast);

    private IEnumerator<TBatch> Items()
    {
        foreach (var indices in Batches())
        {
            yield return _collate(Array.ConvertAll(indices, index => Dataset[index]));
        }
    }

    private IEnumerator<TBatch> Gathered(IBatchDataset<TBatch> batches)
    {
        foreach (var indices in Batches())
        {
            yield return Gather(batches, indices);
        }
    }

    private static TBatch Gather(IBatchDataset<TBatch> batches, long[] indices)
    {
        using var chosen = Torch.Tensor(indices, device: Device.Cpu);
        return batches.Gather(chosen);
    }

    private IEnumerator<TBatch> Slices(IBatchDataset<TBatch> batches, long items)
    {
        for (long i = 0; i < Count; i++)
        {
            yield return batches.Slice(i * BatchSize, Math.Min(BatchSize, items - (i * BatchSize)));
        }
    }

    private IEnumerator<TBatch> Ordered(IBatchDataset<TBatch> batches, OrderSampler sampler)
    {
        using var order = DrawOrder(sampler);
        for (long i = 0; i < Count; i++)
        {
            yield return Part(batches, order, i);
        }

        sampler.EndEpoch();
    }

    // The order lasts for an epoch, so a scope that is open at its first batch must not free it.
    private static Tensor DrawOrder(OrderSampler sampler)
    {
        using var unscoped = TensorScope.Suspend();
        return sampler.DrawOrder();
    }

    private TBatch Part(IBatchDataset<TBatch> batches, Tensor order, long number)
    {
        var start = number * BatchSize;
        using var indices = order.Narrow(0, start, Math.Min(BatchSize, _sampler.Count - start));
        return batches.Gather(indices);
    }
}
