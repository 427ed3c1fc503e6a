namespace PyTorchCS;

/// <summary>What the profiler knows of one call, or of several together.</summary>
/// <remarks>Times are in microseconds, memory is in bytes.</remarks>
public abstract class ProfilerEvent
{
    private protected ProfilerEvent()
    {
    }

    /// <summary>The name that events are grouped by.</summary>
    public abstract string? Key { get; }

    /// <summary>The name of the operator's overload, such as <c>Tensor</c> of <c>aten::add.Tensor</c>; empty where there is none, or where it is not asked for.</summary>
    public abstract string OverloadName { get; }

    /// <summary>What it is.</summary>
    public abstract RecordScope Scope { get; }

    /// <summary>How many calls.</summary>
    public abstract long Count { get; }

    /// <summary>The time from begin to end, of all calls.</summary>
    public abstract double CpuTimeTotal { get; }

    /// <summary>The time of all calls, without what they called in turn.</summary>
    public abstract double SelfCpuTimeTotal { get; }

    /// <summary>The bytes that tensors took less those that were given back, with <c>profileMemory</c>.</summary>
    public abstract long CpuMemoryUsage { get; }

    /// <summary>The bytes, without those of what was called in turn.</summary>
    public abstract long SelfCpuMemoryUsage { get; }

    /// <summary>The shapes of the inputs, empty for one that is no tensor, with <c>recordShapes</c>; otherwise there is none.</summary>
    public abstract IReadOnlyList<long[]> InputShapes { get; }

    /// <summary>The lines of the program that called, the innermost first, with <c>withStack</c>.</summary>
    public abstract IReadOnlyList<string> Stack { get; }

    /// <summary>The event that it ran in; null at the top.</summary>
    public abstract FunctionEvent? CpuParent { get; }

    /// <summary>The events that ran in it.</summary>
    public abstract IReadOnlyList<FunctionEvent> CpuChildren { get; }

    /// <summary>The time of one call, on average.</summary>
    public double CpuTime => Count == 0 ? 0 : CpuTimeTotal / Count;

    /// <summary><see cref="CpuTime"/> with its unit.</summary>
    public string CpuTimeStr => EventText.Time(CpuTime);

    /// <summary><see cref="CpuTimeTotal"/> with its unit.</summary>
    public string CpuTimeTotalStr => EventText.Time(CpuTimeTotal);

    /// <summary><see cref="SelfCpuTimeTotal"/> with its unit.</summary>
    public string SelfCpuTimeTotalStr => EventText.Time(SelfCpuTimeTotal);

    internal double SortValue(EventSortKey key) => key switch
    {
        EventSortKey.CpuTime => CpuTime,
        EventSortKey.CpuTimeTotal => CpuTimeTotal,
        EventSortKey.SelfCpuTimeTotal => SelfCpuTimeTotal,
        EventSortKey.CpuMemoryUsage => CpuMemoryUsage,
        EventSortKey.SelfCpuMemoryUsage => SelfCpuMemoryUsage,
        EventSortKey.Count => Count,
        _ => throw new ArgumentOutOfRangeException(nameof(key), key, "no such key"),
    };
}
