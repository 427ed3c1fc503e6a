namespace PyTorchCS.Data;

/// <summary>Given items in random order, another one in each epoch.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/data.html#torch.utils.data.SubsetRandomSampler"/>
public sealed class SubsetRandomSampler : OrderSampler
{
    private readonly long[] _indices;
    private readonly Generator? _generator;

    /// <summary>Draws from the items whose numbers stand in <paramref name="indices"/>.</summary>
    public SubsetRandomSampler(IEnumerable<long> indices, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(indices);
        _indices = [.. indices];
        _generator = generator;
    }

    /// <inheritdoc/>
    public override long Count => _indices.Length;

    /// <inheritdoc/>
    internal override Tensor DrawOrder()
    {
        using var order = Torch.Randperm(Count, _generator, device: Device.Cpu);
        using var chosen = Torch.Tensor(_indices, device: Device.Cpu);
        return chosen.IndexSelect(0, order);
    }
}
