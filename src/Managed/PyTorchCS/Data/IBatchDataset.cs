namespace PyTorchCS.Data;

/// <summary>A dataset that can hand out a whole batch at once, faster than item by item.</summary>
/// <typeparam name="T">The type of a batch.</typeparam>
/// <remarks>A <see cref="DataLoader{TItem, TBatch}"/> without a collate function of its own uses it.</remarks>
public interface IBatchDataset<out T>
{
    /// <summary>The items whose numbers stand in <paramref name="indices"/>, a vector of int64 on the CPU, as a batch of new tensors.</summary>
    T Gather(Tensor indices);

    /// <summary>The <paramref name="length"/> items from <paramref name="start"/> on, as a batch of new tensors.</summary>
    T Slice(long start, long length);
}
