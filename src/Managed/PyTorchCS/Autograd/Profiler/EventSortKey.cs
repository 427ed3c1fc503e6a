namespace PyTorchCS;

/// <summary>What a table of events is sorted by, the greatest first.</summary>
public enum EventSortKey
{
    /// <summary>The time of one call, on average.</summary>
    CpuTime,

    /// <summary>The time of all calls.</summary>
    CpuTimeTotal,

    /// <summary>The time of all calls, without what they called.</summary>
    SelfCpuTimeTotal,

    /// <summary>The bytes taken.</summary>
    CpuMemoryUsage,

    /// <summary>The bytes taken, without those of what was called.</summary>
    SelfCpuMemoryUsage,

    /// <summary>The number of calls.</summary>
    Count,
}
