using System.Globalization;
using System.Text;

namespace PyTorchCS;

/// <summary>Writes events in columns.</summary>
internal sealed class EventTable
{
    private const int ColumnWidth = 12;
    private const string Gap = "  ";

    private readonly ProfilerEvent[] _events;
    private readonly TimeUnit? _unit;
    private readonly int? _maxNameWidth;
    private readonly double _total;
    private readonly bool _hasMemory;
    private readonly bool _hasOverloads;
    private readonly bool _hasShapes;
    private readonly bool _hasStack;
    private readonly List<(string Header, int Width)> _columns = [];
    private readonly StringBuilder _text = new();

    internal EventTable(ProfilerEvent[] events, bool hasMemory, int? maxSrcWidth, int? maxNameWidth, int? maxShapesWidth, TimeUnit? unit)
    {
        (_events, _hasMemory, _maxNameWidth, _unit) = (events, hasMemory, maxNameWidth, unit);
        _total = events.Sum(item => item.SelfCpuTimeTotal);
        _hasOverloads = events.Any(item => item.OverloadName.Length > 0);
        _hasShapes = events.Any(item => item.InputShapes.Count > 0);
        _hasStack = events.Any(item => item.Stack.Count > 0);

        var nameWidth = Width(events.Max(item => item.Key!.Length), maxNameWidth);
        _columns.Add(("Name", nameWidth));
        if (_hasOverloads)
        {
            _columns.Add(("Overload Name", nameWidth));
        }
        Add("Self CPU %", "Self CPU", "CPU total %", "CPU total", "CPU time avg");
        if (_hasMemory)
        {
            Add("CPU Mem", "Self CPU Mem");
        }
        Add("# of Calls");
        if (_hasShapes)
        {
            _columns.Add(("Input Shapes", Width(events.Max(item => EventText.Shapes(item.InputShapes).Length), maxShapesWidth)));
        }
        if (_hasStack)
        {
            _columns.Add(("Source Location", Width(events.Max(item => item.Stack.Select(line => line.Length).DefaultIfEmpty().Max()), maxSrcWidth)));
        }
    }

    internal string Write(int rowLimit, string? header, bool topLevelEventsOnly)
    {
        var ruler = new string('=', _columns.Sum(column => column.Width + Gap.Length) - Gap.Length);
        var separator = string.Concat(_columns.Select(column => new string('-', column.Width) + Gap));
        if (header is not null)
        {
            Line(ruler);
            Line(header);
        }
        if (topLevelEventsOnly)
        {
            Line(ruler);
            Line("This report only display top-level ops statistics");
        }
        Line(separator);
        Row([.. _columns.Select(column => column.Header)]);
        Line(separator);
        var shown = _events.Where(item => !topLevelEventsOnly || item.CpuParent is null);
        foreach (var item in rowLimit < 0 ? shown : shown.Take(rowLimit))
        {
            Write(item);
        }
        Line(separator);
        Line("Self CPU time total: " + EventText.Time(_total, _unit));
        return _text.ToString();
    }

    private static int Width(int longest, int? most) => Math.Min(longest + 4, most ?? int.MaxValue);

    private void Add(params ReadOnlySpan<string> headers)
    {
        foreach (var header in headers)
        {
            _columns.Add((header, ColumnWidth));
        }
    }

    private void Write(ProfilerEvent item)
    {
        List<string> values = [Shorten(item.Key!)];
        if (_hasOverloads)
        {
            values.Add(Shorten(item.OverloadName));
        }
        values.Add(EventText.Share(item.SelfCpuTimeTotal, _total));
        values.Add(EventText.Time(item.SelfCpuTimeTotal, _unit));
        values.Add(EventText.Share(item.CpuTimeTotal, _total));
        values.Add(EventText.Time(item.CpuTimeTotal, _unit));
        values.Add(EventText.Time(item.CpuTime, _unit));
        if (_hasMemory)
        {
            values.Add(EventText.Memory(item.CpuMemoryUsage));
            values.Add(EventText.Memory(item.SelfCpuMemoryUsage));
        }
        values.Add(item.Count.ToString(CultureInfo.InvariantCulture));
        if (_hasShapes)
        {
            var shapes = EventText.Shapes(item.InputShapes);
            values.Add(shapes[..Math.Min(shapes.Length, _columns[values.Count].Width)]);
        }
        if (!_hasStack)
        {
            Row(values);
            return;
        }
        var count = values.Count;
        values.Add(item.Stack.Count == 0 ? "" : End(item.Stack[0]));
        Row(values);
        foreach (var line in item.Stack.Skip(1))
        {
            Row([.. Enumerable.Repeat("", count), End(line)]);
        }
        Row([.. Enumerable.Repeat("", count + 1)]);
    }

    private string Shorten(string name) => _maxNameWidth is { } most && name.Length >= most - 3 ? name[..Math.Max(0, most - 3)] + "..." : name;

    /// <summary>The end of a line of the program, which has the method.</summary>
    private string End(string line)
    {
        var width = _columns[^1].Width;
        if (line.Length <= width)
        {
            return line;
        }
        var end = line[(line.Length - width)..];
        return end.Length > 3 ? "..." + end[3..] : end;
    }

    private void Row(List<string> values)
    {
        for (var i = 0; i < _columns.Count; i++)
        {
            var width = _columns[i].Width;
            var isSource = _hasStack && i == _columns.Count - 1;
            _text.Append(isSource ? values[i].PadRight(width) : values[i].PadLeft(width)).Append(Gap);
        }
        _text.Append('\n');
    }

    private void Line(string line) => _text.Append(line).Append('\n');
}
