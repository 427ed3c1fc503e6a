namespace PyTorchCS.Data;

/// <summary>A sampler that draws the order of a whole epoch at once, as a tensor.</summary>
public abstract class OrderSampler : Sampler<long>
{
    private protected OrderSampler()
    {
    }

    /// <inheritdoc/>
    public override IEnumerator<long> GetEnumerator()
    {
        foreach (var index in Draw())
        {
            yield return index;
        }

        EndEpoch();
    }

    /// <summary>The order of a new epoch, a vector of int64 on the CPU that the caller owns.</summary>
    internal abstract Tensor DrawOrder();

    /// <summary>Called when an epoch has come to its end.</summary>
    internal virtual void EndEpoch()
    {
    }

    private long[] Draw()
    {
        using var order = DrawOrder();
        return order.ToArray<long>();
    }
}
