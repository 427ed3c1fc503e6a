namespace PyTorchCS.Data;

/// <summary>The items in their order.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/data.html#torch.utils.data.SequentialSampler"/>
public sealed class SequentialSampler : Sampler<long>
{
    /// <summary>Goes through <paramref name="count"/> items.</summary>
    public SequentialSampler(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Count = count;
    }

    /// <inheritdoc/>
    public override long Count { get; }

    /// <inheritdoc/>
    public override IEnumerator<long> GetEnumerator()
    {
        for (long i = 0; i < Count; i++)
        {
            yield return i;
        }
    }
}
