using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>A recording of what operators the process runs, from its making to its disposal: <see cref="Profiler.Profile"/>.</summary>
/// <remarks>It may be disposed on another thread than it was made on.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#torch.autograd.profiler.profile"/>
public sealed unsafe class Profile : IDisposable
{
    private static Profile? s_active;

    private readonly bool _isEnabled;
    private readonly bool _hasMemory;
    private readonly CallStacks? _stacks;
    private EventList<FunctionEvent>? _events;
    private int _isEnded;

    internal Profile(bool enabled, bool recordShapes, bool profileMemory, bool withStack)
    {
        (_isEnabled, _hasMemory) = (enabled, profileMemory);
        if (!enabled)
        {
            _events = new([], profileMemory);
            return;
        }
        if (Interlocked.CompareExchange(ref s_active, this, null) is not null)
        {
            throw new InvalidOperationException("a profiler is active already: dispose it before another one is made, on whatever thread");
        }
        try
        {
            if (withStack)
            {
                _stacks = new CallStacks();
                _stacks.Attach();
            }
            Errors.Check(Native.StartProfiler(recordShapes, profileMemory, withStack ? CallStacks.Callback : null), "profiler.profile");
        }
        catch
        {
            s_active = null;
            throw;
        }
    }

    /// <summary>All that ran, in the order of time.</summary>
    /// <remarks>With <c>profileMemory</c>, memory that tensors take or give back outside of everything else is an event <c>[memory]</c>.</remarks>
    /// <exception cref="InvalidOperationException">The profiler still runs.</exception>
    public EventList<FunctionEvent> FunctionEvents => _events ?? throw new InvalidOperationException("the profiler still runs: dispose it first");

    /// <summary>The time in operators and ranges, in microseconds, over all threads. Nested ones count once.</summary>
    /// <exception cref="InvalidOperationException">The profiler still runs.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.profiler.profile.self_cpu_time_total.html"/>
    public double SelfCpuTimeTotal => FunctionEvents.SelfCpuTimeTotal;

    internal static bool IsActive => Volatile.Read(ref s_active) is not null;

    /// <inheritdoc cref="EventList{T}.KeyAverages(bool, int, bool)"/>
    /// <exception cref="InvalidOperationException">The profiler still runs.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.profiler.profile.key_averages.html"/>
    public EventList<FunctionEventAvg> KeyAverages(bool groupByInputShapes = false, int groupByStackN = 0, bool groupByOverloadName = false) =>
        FunctionEvents.KeyAverages(groupByInputShapes, groupByStackN, groupByOverloadName);

    /// <inheritdoc cref="EventList{T}.TotalAverage"/>
    /// <exception cref="InvalidOperationException">The profiler still runs.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.profiler.profile.total_average.html"/>
    public FunctionEventAvg TotalAverage() => FunctionEvents.TotalAverage();

    /// <inheritdoc cref="EventList{T}.Table"/>
    /// <exception cref="InvalidOperationException">The profiler still runs.</exception>
    public string Table(
        EventSortKey? sortBy = null,
        int rowLimit = 100,
        int? maxSrcColumnWidth = 75,
        int? maxNameColumnWidth = 55,
        int? maxShapesColumnWidth = 80,
        string? header = null,
        bool topLevelEventsOnly = false,
        TimeUnit? timeUnit = null) =>
        FunctionEvents.Table(sortBy, rowLimit, maxSrcColumnWidth, maxNameColumnWidth, maxShapesColumnWidth, header, topLevelEventsOnly, timeUnit);

    /// <summary>Writes all events to a file for <c>chrome://tracing</c> or <c>ui.perfetto.dev</c>, with arrows from operators to their backward forms.</summary>
    /// <param name="path">The file, which is replaced when all is written; its folder must exist.</param>
    /// <exception cref="InvalidOperationException">The profiler still runs.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.profiler.profile.export_chrome_trace.html"/>
    public void ExportChromeTrace(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ChromeTrace.Save(path, FunctionEvents);
    }

    /// <summary>The table of all events, once the profiler has ended.</summary>
    public override string ToString() => _events is null ? "<unfinished profiler.profile>" : Table();

    /// <summary>Ends the recording. What still runs on other threads ends with it.</summary>
    public void Dispose()
    {
        if (!_isEnabled || Interlocked.Exchange(ref _isEnded, 1) != 0)
        {
            return;
        }
        try
        {
            NativeRecording recording;
            Errors.Check(Native.StopProfiler(&recording), "profiler.profile");
            try
            {
                _events = new(EventTree.Build(recording, _stacks), _hasMemory);
            }
            finally
            {
                recording.Free();
            }
        }
        finally
        {
            Volatile.Write(ref s_active, null);
        }
    }
}
