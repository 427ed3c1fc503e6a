using System.Globalization;

namespace PyTorchCS;

/// <summary>The sum of several calls of one name; <see cref="ProfilerEvent.CpuTime"/> is their average.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.profiler_util.FunctionEventAvg.html"/>
public sealed class FunctionEventAvg : ProfilerEvent
{
    private readonly bool _takesAll;
    private ProfilerEvent? _first;
    private string? _key;
    private string? _overloadName;
    private IReadOnlyList<long[]>? _inputShapes;
    private IReadOnlyList<string>? _stack;
    private long _count;
    private double _cpuTimeTotal;
    private double _selfCpuTimeTotal;
    private long _cpuMemoryUsage;
    private long _selfCpuMemoryUsage;

    /// <summary>Makes the sum of no call.</summary>
    public FunctionEventAvg()
    {
    }

    /// <summary>Makes a sum that takes calls of any name.</summary>
    internal FunctionEventAvg(string key)
    {
        _key = key;
        _takesAll = true;
    }

    /// <inheritdoc/>
    public override string? Key => _key ?? _first?.Key;

    /// <inheritdoc/>
    public override string OverloadName => _overloadName ?? _first?.OverloadName ?? "";

    /// <inheritdoc/>
    public override RecordScope Scope => _first?.Scope ?? RecordScope.Function;

    /// <inheritdoc/>
    public override long Count => _count;

    /// <inheritdoc/>
    public override double CpuTimeTotal => _cpuTimeTotal;

    /// <inheritdoc/>
    public override double SelfCpuTimeTotal => _selfCpuTimeTotal;

    /// <inheritdoc/>
    public override long CpuMemoryUsage => _cpuMemoryUsage;

    /// <inheritdoc/>
    public override long SelfCpuMemoryUsage => _selfCpuMemoryUsage;

    /// <summary>The shapes of the first call; none where events are not grouped by them.</summary>
    public override IReadOnlyList<long[]> InputShapes => _inputShapes ?? _first?.InputShapes ?? [];

    /// <summary>The lines of the first call, as many as events are grouped by.</summary>
    public override IReadOnlyList<string> Stack => _stack ?? _first?.Stack ?? [];

    /// <summary>The event that the first call ran in.</summary>
    public override FunctionEvent? CpuParent => _first?.CpuParent;

    /// <summary>The events that ran in the first call.</summary>
    public override IReadOnlyList<FunctionEvent> CpuChildren => _first?.CpuChildren ?? [];

    /// <summary>Adds a call, or several, and gives itself.</summary>
    /// <exception cref="ArgumentException">It has another name than those before it.</exception>
    public FunctionEventAvg Add(ProfilerEvent other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!_takesAll && _first is not null && other.Key != Key)
        {
            throw new ArgumentException($"an average of {Key} does not take {other.Key}", nameof(other));
        }
        _first ??= other;
        _count += other.Count;
        _cpuTimeTotal += other.CpuTimeTotal;
        _selfCpuTimeTotal += other.SelfCpuTimeTotal;
        _cpuMemoryUsage += other.CpuMemoryUsage;
        _selfCpuMemoryUsage += other.SelfCpuMemoryUsage;
        return this;
    }

    /// <summary>Name, number of calls, times and memory.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"<FunctionEventAvg key={Key} count={Count} self_cpu_time={SelfCpuTimeTotalStr} cpu_time={CpuTimeStr} "
        + $"input_shapes={EventText.Shapes(InputShapes)} cpu_memory_usage={CpuMemoryUsage}>");

    /// <summary>Leaves away what events were not grouped by.</summary>
    internal FunctionEventAvg Keep(bool inputShapes, int stack, bool overloadName)
    {
        _inputShapes = inputShapes ? null : [];
        _stack = [.. Stack.Take(stack)];
        _overloadName = overloadName ? null : "";
        return this;
    }
}
