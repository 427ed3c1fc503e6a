using System.Collections;

namespace PyTorchCS;

/// <summary>Events of the profiler, or their averages.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.profiler_util.EventList.html"/>
public sealed class EventList<T> : IReadOnlyList<T>
    where T : ProfilerEvent
{
    private readonly T[] _events;
    private readonly bool _hasMemory;

    internal EventList(IEnumerable<T> events, bool hasMemory)
    {
        _events = [.. events];
        _hasMemory = hasMemory;
    }

    /// <inheritdoc/>
    public int Count => _events.Length;

    /// <summary>The time in all events, each without what it called: time is counted once.</summary>
    public double SelfCpuTimeTotal => _events.Sum(item => item.SelfCpuTimeTotal);

    /// <inheritdoc/>
    public T this[int index] => _events[index];

    /// <summary>The sums and averages of the events of each name, in the order in which the names come first.</summary>
    /// <param name="groupByInputShapes">Whether calls with other input shapes count apart; needs <c>recordShapes</c>.</param>
    /// <param name="groupByStackN">How many lines of the stack tell calls apart; needs <c>withStack</c>.</param>
    /// <param name="groupByOverloadName">Whether overloads of an operator count apart.</param>
    public EventList<FunctionEventAvg> KeyAverages(bool groupByInputShapes = false, int groupByStackN = 0, bool groupByOverloadName = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(groupByStackN);
        var groups = _events.GroupBy(item => (
            item.Key,
            item.Scope == RecordScope.UserScope,
            groupByOverloadName ? item.OverloadName : "",
            groupByInputShapes ? EventText.Shapes(item.InputShapes) : "",
            string.Join('\n', item.Stack.Take(groupByStackN))));
        return new(
            groups.Select(group => group.Aggregate(new FunctionEventAvg(), (sum, item) => sum.Add(item)).Keep(groupByInputShapes, groupByStackN, groupByOverloadName)),
            _hasMemory);
    }

    /// <summary>The sum of all events. The times from begin to end count what is nested as often as it is; the times without what was called do not.</summary>
    public FunctionEventAvg TotalAverage() => _events.Aggregate(new FunctionEventAvg("Total"), (sum, item) => sum.Add(item));

    /// <summary>The table that PyTorch prints.</summary>
    /// <param name="sortBy">What to sort by, the greatest first; null leaves the order.</param>
    /// <param name="rowLimit">How many rows at most; -1 for all.</param>
    /// <param name="maxSrcColumnWidth">The greatest width of the lines of the program; null for any.</param>
    /// <param name="maxNameColumnWidth">The greatest width of the names; null for any.</param>
    /// <param name="maxShapesColumnWidth">The greatest width of the shapes; null for any.</param>
    /// <param name="header">A line to stand above the table.</param>
    /// <param name="topLevelEventsOnly">Whether to leave out what ran within something else.</param>
    /// <param name="timeUnit">The unit of all times; null chooses one for each.</param>
    /// <returns>The text; empty where there is no event.</returns>
    public string Table(
        EventSortKey? sortBy = null,
        int rowLimit = 100,
        int? maxSrcColumnWidth = 75,
        int? maxNameColumnWidth = 55,
        int? maxShapesColumnWidth = 80,
        string? header = null,
        bool topLevelEventsOnly = false,
        TimeUnit? timeUnit = null)
    {
        var rows = sortBy is { } key ? _events.OrderByDescending(item => item.SortValue(key)).ToArray() : _events;
        return rows.Length == 0 ? "" : new EventTable(rows, _hasMemory, maxSrcColumnWidth, maxNameColumnWidth, maxShapesColumnWidth, timeUnit).Write(rowLimit, header, topLevelEventsOnly);
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_events).GetEnumerator();

    /// <summary>The table with no sorting.</summary>
    public override string ToString() => Table();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
