namespace PyTorchCS.Benchmarks.Peers;

/// <summary>What happens to the objects that a batch leaves to the collector.</summary>
internal enum Leftovers
{
    /// <summary>Nothing: they are collected when the collector comes, in this batch or a later one.</summary>
    Keep,

    /// <summary>They are collected after the batch, and the time of that does not count.</summary>
    Collect,

    /// <summary>They are collected after the batch, and the time of that counts. A batch is long, so that it does not weigh too much.</summary>
    CollectAndCount,
}
