namespace PyTorchCS.Data;

/// <summary>How many batches there are.</summary>
internal static class BatchMath
{
    internal static void CheckSize(long batchSize)
    {
        if (batchSize < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, $"batchSize must be at least 1, but is {batchSize}.");
        }
    }

    internal static long Count(long items, long batchSize, bool dropLast) =>
        (items / batchSize) + (!dropLast && items % batchSize != 0 ? 1 : 0);
}
