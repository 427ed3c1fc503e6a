using System.Text.Json;
using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class EventListTests
{
    [Theory]
    [FixtureData("profiler/Tables")]
    public void Table_LikePyTorch(FixtureCase golden)
    {
        if (golden.Name == "total")
        {
            var total = Events().TotalAverage();
            Events().SelfCpuTimeTotal.Should().BeApproximately(golden.Double("selfCpuTimeTotal"), 1e-6);
            total.SelfCpuTimeTotal.Should().BeApproximately(golden.Double("selfCpuTimeTotal"), 1e-6);
            total.CpuTimeTotal.Should().BeApproximately(golden.Double("cpuTimeTotal"), 1e-6);
            total.CpuTime.Should().BeApproximately(golden.Double("averageTime"), 1e-6);
            (total.Count, total.Key).Should().Be((golden.Int64("count"), "Total"));
            return;
        }
        var groups = golden.Json("groups");
        var text = golden.Boolean("averages")
            ? Table(Events().KeyAverages(Flag(groups, "groupByInputShapes"), Number(groups, "groupByStackN") ?? 0), golden.Json("options"))
            : Table(Events(), golden.Json("options"));
        text.Should().Be(golden.Text("text"));
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(-5, "-5 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.00 KB")]
    [InlineData(-1536, "-1.50 KB")]
    [InlineData(1 << 20, "1.00 MB")]
    [InlineData(3L << 29, "1.50 GB")]
    public void Memory_IsWrittenInItsUnit(long bytes, string expected)
    {
        var one = new FunctionEvent(0, "a", RecordScope.Function, new Interval(0, 1)) { Bytes = bytes };
        var lines = new EventList<FunctionEvent>([one], hasMemory: true).Table().Split('\n');
        lines[1].Should().Contain("CPU Mem  Self CPU Mem    # of Calls");
        lines[3].Should().Contain($"{expected,12}  {expected,12}  {1,12}");
    }

    [Theory]
    [InlineData(TimeUnit.S, "0.002s")]
    [InlineData(TimeUnit.Ms, "1.500ms")]
    [InlineData(TimeUnit.Us, "1500.000us")]
    public void Table_InAUnit_WritesAllTimesInIt(TimeUnit unit, string expected)
    {
        var one = new FunctionEvent(0, "a", RecordScope.Function, new Interval(100, 1600));
        var lines = new EventList<FunctionEvent>([one], hasMemory: false).Table(timeUnit: unit).Split('\n');
        lines[3].Should().Contain($"100.00%  {expected,12}       100.00%  {expected,12}  {expected,12}");
        lines[5].Should().Be($"Self CPU time total: {expected}");
    }

    [Fact]
    public void KeyAverages_ByOverloadName_CountsOverloadsApart()
    {
        FunctionEvent Add(string overload, RecordScope scope = RecordScope.Function) => new(0, "aten::add", scope, new Interval(0, 2)) { Detail = overload };
        var events = new EventList<FunctionEvent>([Add("Tensor"), Add("out"), Add("Tensor"), Add("said", RecordScope.UserScope)], hasMemory: false);

        events.KeyAverages().Select(item => (item.OverloadName, item.Count)).Should().Equal(("", 3), ("", 1));
        events.KeyAverages(groupByOverloadName: true).Select(item => (item.OverloadName, item.Count)).Should().Equal(("Tensor", 2), ("out", 1), ("", 1));
        events.KeyAverages(groupByOverloadName: true).Table().Should().Contain("Overload Name").And.Contain("Tensor");
        events.KeyAverages().Table().Should().NotContain("Overload Name");
        events[3].Args.Should().Be("said");
    }

    [Fact]
    public void Averages_TakeOneName()
    {
        var average = new FunctionEventAvg();
        (average.Key, average.Count, average.CpuTime).Should().Be((null, 0, 0));
        average.Add(new FunctionEvent(0, "a", RecordScope.Function, new Interval(0, 2))).Add(new FunctionEvent(1, "a", RecordScope.Function, new Interval(4, 8)));
        (average.Key, average.Count, average.CpuTime, average.CpuTimeTotal).Should().Be(("a", 2, 3, 6));
        average.Invoking(it => it.Add(new FunctionEvent(2, "b", RecordScope.Function, new Interval(0, 1)))).Should().Throw<ArgumentException>().WithMessage("*of a does not take b*");
    }

    [Fact]
    public void Table_OfNothing_IsEmpty() => new EventList<FunctionEvent>([], hasMemory: false).Table().Should().BeEmpty();

    private static string Table<T>(EventList<T> events, JsonElement options)
        where T : ProfilerEvent
    {
        int? Width(string name, int fallback) => options.TryGetProperty(name, out _) ? Number(options, name) : fallback;
        EventSortKey? key = options.TryGetProperty("sortBy", out var by) ? Enum.Parse<EventSortKey>(by.GetString()!.Replace("_", "", StringComparison.Ordinal), ignoreCase: true) : null;
        return events.Table(
            key,
            Number(options, "rowLimit") ?? 100,
            Width("maxSrcColumnWidth", 75),
            Width("maxNameColumnWidth", 55),
            Width("maxShapesColumnWidth", 80),
            options.TryGetProperty("header", out var header) ? header.GetString() : null,
            Flag(options, "topLevelEventsOnly"));
    }

    private static int? Number(JsonElement from, string name) => from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    private static bool Flag(JsonElement from, string name) => from.TryGetProperty(name, out var value) && value.GetBoolean();

    private static EventList<FunctionEvent> Events()
    {
        var made = new List<FunctionEvent>();
        foreach (var given in Fixture.Load("profiler/Events").Single().Json("events").EnumerateArray())
        {
            var time = new Interval(given.GetProperty("start").GetDouble(), given.GetProperty("end").GetDouble());
            var item = new FunctionEvent(made.Count, given.GetProperty("name").GetString()!, (RecordScope)(Number(given, "scope") ?? 0), time)
            {
                Thread = given.GetProperty("thread").GetInt64(),
                FwdThread = Number(given, "fwdThread"),
                SequenceNr = Number(given, "sequenceNr") ?? -1,
                Shapes = given.TryGetProperty("inputShapes", out var shapes) ? [.. shapes.EnumerateArray().Select(shape => shape.EnumerateArray().Select(size => size.GetInt64()).ToArray())] : [],
                Lines = given.TryGetProperty("stack", out var stack) ? [.. stack.EnumerateArray().Select(line => line.GetString()!)] : [],
            };
            if (given.GetProperty("parent").GetInt32() is >= 0 and var parent)
            {
                made[parent].Adopt(item);
            }
            made.Add(item);
        }
        return new(EventTree.Arrange(made), hasMemory: false);
    }
}
