using System.Diagnostics.CodeAnalysis;

namespace PyTorchCS.Data;

/// <summary>Items that can be fetched by their number: PyTorch's map-style dataset.</summary>
/// <typeparam name="T">The type of an item.</typeparam>
/// <seealso href="https://docs.pytorch.org/docs/2.10/data.html#torch.utils.data.Dataset"/>
public interface IDataset<out T>
{
    /// <summary>The number of items.</summary>
    long Count { get; }

    /// <summary>The item with number <paramref name="index"/>, from 0 on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such item.</exception>
    [SuppressMessage("Design", "CA1043:Use Integral Or String Argument For Indexers", Justification = "long is integral.")]
    T this[long index] { get; }
}
