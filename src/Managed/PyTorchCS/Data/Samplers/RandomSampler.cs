namespace PyTorchCS.Data;

/// <summary>The items in random order, another one in each epoch.</summary>
/// <remarks>
/// Without a generator, every epoch takes a seed from the default one, so <c>Torch.ManualSeed</c> makes runs repeatable.
/// With one, its state goes on from epoch to epoch.
/// </remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/data.html#torch.utils.data.RandomSampler"/>
public sealed class RandomSampler : OrderSampler
{
    // PyTorch draws indices with replacement in pieces of this size, on which the sequence depends.
    private const long Piece = 32;

    private readonly long _items;
    private readonly Generator? _generator;

    /// <summary>Draws from <paramref name="count"/> items.</summary>
    /// <param name="count">The number of items.</param>
    /// <param name="replacement">Whether an item can be drawn again before all others have been.</param>
    /// <param name="numSamples">The number of draws of an epoch; not given, as many as items.</param>
    /// <param name="generator">Where randomness comes from.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or <paramref name="numSamples"/> is not at least 1.</exception>
    public RandomSampler(long count, bool replacement = false, long? numSamples = null, Generator? generator = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (numSamples <= 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(numSamples), numSamples, $"numSamples must be at least 1, but is {numSamples}.");
        }

        _items = count;
        Replacement = replacement;
        Count = count == 0 ? 0 : numSamples ?? count;
        _generator = generator;
    }

    /// <summary>Whether an item can be drawn again before all others have been.</summary>
    public bool Replacement { get; }

    /// <inheritdoc/>
    public override long Count { get; }

    /// <inheritdoc/>
    internal override Tensor DrawOrder()
    {
        if (_generator is not null)
        {
            return DrawOrder(_generator);
        }

        using var ownForAnEpoch = Torch.Generator(RandomSeed.Draw(null));
        return DrawOrder(ownForAnEpoch);
    }

    /// <inheritdoc/>
    // PyTorch takes the rest of an epoch from one more permutation, even where there is no rest. Only a generator that
    // goes on to the next epoch shows the difference.
    internal override void EndEpoch()
    {
        if (_generator is not null && !Replacement && _items > 0 && Count % _items == 0)
        {
            Torch.Randperm(_items, _generator, device: Device.Cpu).Dispose();
        }
    }

    private Tensor DrawOrder(Generator source)
    {
        if (!Replacement && Count == _items)
        {
            return Torch.Randperm(_items, source, device: Device.Cpu);
        }

        using var scope = Torch.Scope();
        var pieces = new List<Tensor>();
        for (var left = Count; left > 0;)
        {
            var drawn = Replacement
                ? Torch.Randint(0, _items, [Math.Min(left, Piece)], generator: source, dtype: DType.Int64, device: Device.Cpu)
                : Torch.Randperm(_items, source, device: Device.Cpu).Narrow(0, 0, Math.Min(left, _items));
            pieces.Add(drawn);
            left -= drawn.Size(0);
        }

        return scope.Keep(pieces.Count == 0 ? Torch.Empty([0], dtype: DType.Int64, device: Device.Cpu) : Torch.Cat([.. pieces]));
    }
}
