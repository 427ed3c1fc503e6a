using System.Collections;

namespace PyTorchCS.Data;

/// <summary>Says which items of a dataset come in which order; every enumeration is an epoch.</summary>
/// <typeparam name="T">The number of an item, or the numbers of a batch.</typeparam>
/// <seealso href="https://docs.pytorch.org/docs/2.10/data.html#torch.utils.data.Sampler"/>
public abstract class Sampler<T> : IEnumerable<T>
{
    /// <summary>How many draws an epoch has.</summary>
    public abstract long Count { get; }

    /// <inheritdoc/>
    public abstract IEnumerator<T> GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
