using PyTorchCS.Data;

namespace PyTorchCS.Training;

/// <summary>Yields a loader's batches and frees each before the next where it belongs to the reader.</summary>
/// <remarks>
/// A <see cref="DataLoader{TItem, TBatch}"/> makes new tensors for each batch, unless a collate function of the user's makes it: that may
/// hand out what the data set holds. Batches of any other sequence, such as a list, may be wanted again too. Batches are fetched outside the scope of a step, so a data set that keeps what it has read keeps it.
/// </remarks>
internal sealed class BatchSource<TBatch>
{
    private readonly IEnumerable<TBatch> _loader;
    private readonly bool _makesNewTensors;

    public BatchSource(IEnumerable<TBatch> loader)
    {
        _loader = loader;
        _makesNewTensors = loader is DataLoader<TBatch, TBatch> { CollateFn: null };
        Count = loader switch
        {
            DataLoader<TBatch, TBatch> batches => checked((int)batches.Count),
            IReadOnlyCollection<TBatch> collection => collection.Count,
            _ => loader.TryGetNonEnumeratedCount(out int count) ? count : null,
        };
    }

    /// <summary>How many batches there are; null where only reading tells.</summary>
    public int? Count { get; }

    public IEnumerable<TBatch> Batches()
    {
        foreach (TBatch batch in _loader)
        {
            try
            {
                yield return batch;
            }
            finally
            {
                if (_makesNewTensors)
                {
                    Release(batch);
                }
            }
        }
    }

    private static void Release(TBatch batch)
    {
        switch (batch)
        {
            case Tensor tensor:
                tensor.Dispose();
                break;
            case Tensor[] tensors:
                Array.ForEach(tensors, tensor => tensor.Dispose());
                break;
        }
    }
}
