using System.Globalization;

namespace PyTorchCS.Data;

/// <summary>Tensors side by side: item <c>i</c> is the <c>i</c>-th row of each.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/data.html#torch.utils.data.TensorDataset"/>
public sealed class TensorDataset : IDataset<Tensor[]>, IBatchDataset<Tensor[]>
{
    private readonly Tensor[] _tensors;

    /// <summary>Puts <paramref name="tensors"/> side by side.</summary>
    /// <exception cref="ArgumentException">There is no tensor, one has no dimension, or their first dimensions differ.</exception>
    public TensorDataset(params Tensor[] tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        if (tensors.Length == 0)
        {
            throw new ArgumentException("TensorDataset needs at least one tensor.", nameof(tensors));
        }

        foreach (var tensor in tensors)
        {
            ArgumentNullException.ThrowIfNull(tensor, nameof(tensors));
        }

        if (tensors.Any(tensor => tensor.Dim() == 0 || tensor.Size(0) != tensors[0].Size(0)))
        {
            var shapes = string.Join(", ", tensors.Select(tensor => $"[{string.Join(", ", tensor.Shape)}]"));
            throw new ArgumentException(
                $"TensorDataset needs tensors with the same first dimension, but got shapes {shapes}.", nameof(tensors));
        }

        _tensors = [.. tensors];
        Count = tensors[0].Size(0);
    }

    /// <inheritdoc/>
    public long Count { get; }

    /// <summary>The tensors.</summary>
    public IReadOnlyList<Tensor> Tensors => _tensors;

    /// <summary>A row of each tensor, as views on them.</summary>
    public Tensor[] this[long index]
    {
        get
        {
            if (index < 0 || index >= Count)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(index), index, string.Create(CultureInfo.InvariantCulture, $"There are items 0 to {Count - 1}, not {index}."));
            }

            return Array.ConvertAll(_tensors, tensor => tensor.Select(0, index));
        }
    }

    /// <inheritdoc/>
    public Tensor[] Gather(Tensor indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        return Array.ConvertAll(_tensors, tensor => Rows(tensor, indices));
    }

    /// <inheritdoc/>
    // A copy, though a view would do for reading: whoever changes a batch in place must not change the dataset.
    public Tensor[] Slice(long start, long length) => Array.ConvertAll(_tensors, tensor =>
    {
        using var rows = tensor.Narrow(0, start, length);
        return rows.Clone();
    });

    private static Tensor Rows(Tensor tensor, Tensor indices)
    {
        if (tensor.Device == indices.Device)
        {
            return tensor.IndexSelect(0, indices);
        }

        // Samplers draw on the CPU, and rows are gathered where they are.
        using var there = indices.To(tensor.Device);
        return tensor.IndexSelect(0, there);
    }
}
