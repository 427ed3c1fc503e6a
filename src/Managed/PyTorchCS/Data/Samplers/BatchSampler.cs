namespace PyTorchCS.Data;

/// <summary>The draws of another sampler, a batch at a time.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/data.html#torch.utils.data.BatchSampler"/>
public sealed class BatchSampler : Sampler<long[]>
{
    private readonly Sampler<long> _sampler;

    /// <summary>Takes <paramref name="batchSize"/> draws of <paramref name="sampler"/> together.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is not at least 1.</exception>
    public BatchSampler(Sampler<long> sampler, long batchSize, bool dropLast)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        BatchMath.CheckSize(batchSize);
        _sampler = sampler;
        BatchSize = batchSize;
        DropLast = dropLast;
    }

    /// <summary>The number of draws in a batch.</summary>
    public long BatchSize { get; }

    /// <summary>Whether a last batch that is not full is left out.</summary>
    public bool DropLast { get; }

    /// <inheritdoc/>
    public override long Count => BatchMath.Count(_sampler.Count, BatchSize, DropLast);

    /// <inheritdoc/>
    public override IEnumerator<long[]> GetEnumerator()
    {
        var batch = new List<long>();
        foreach (var index in _sampler)
        {
            batch.Add(index);
            if (batch.Count == BatchSize)
            {
                yield return [.. batch];
                batch.Clear();
            }
        }

        if (batch.Count > 0 && !DropLast)
        {
            yield return [.. batch];
        }
    }
}
