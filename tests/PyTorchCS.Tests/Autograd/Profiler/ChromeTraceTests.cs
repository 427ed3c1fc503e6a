using System.Globalization;
using System.Text.Json;
using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class ChromeTraceTests : LeakCheck
{
    private readonly string _folder = Directory.CreateTempSubdirectory("profiler").FullName;

    [Fact]
    public void ExportChromeTrace_IsJson_ThatHasEveryEvent()
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            var path = Path.Combine(_folder, "trace.json");
            File.WriteAllText(path, "something older");
            using var profile = Program();
            profile.ExportChromeTrace(path);

            using var trace = JsonDocument.Parse(File.ReadAllText(path));
            var events = trace.RootElement.GetProperty("traceEvents").EnumerateArray().ToList();
            var complete = events.Where(item => Text(item, "ph") == "X").ToList();
            complete.Select(item => Text(item, "name")).Should().Equal(profile.FunctionEvents.Select(item => item.Name));
            for (var i = 0; i < complete.Count; i++)
            {
                var item = profile.FunctionEvents[i];
                complete[i].GetProperty("ts").GetDouble().Should().Be(item.TimeRange.Start);
                complete[i].GetProperty("dur").GetDouble().Should().Be(item.CpuTimeTotal);
                complete[i].GetProperty("tid").GetInt64().Should().Be(item.Thread);
            }
            var range = complete.Single(item => Text(item, "cat") == "user_annotation");
            Text(range, "name").Should().Be("a \"range\" of \\ <ü>\n");
            Text(range.GetProperty("args"), "Args").Should().Be("more");
            var product = complete.First(item => Text(item, "name") == "aten::mm").GetProperty("args");
            product.GetProperty("Input Dims").GetRawText().Should().Be("[[2,2],[2,2]]");
            product.GetProperty("Input type").GetRawText().Should().Be("[\"float32\",\"float32\"]");
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void ExportChromeTrace_DrawsArrowsToTheBackwardForms()
    {
        using var profile = Program();
        var path = Path.Combine(_folder, "trace.json");
        profile.ExportChromeTrace(path);

        using var trace = JsonDocument.Parse(File.ReadAllText(path));
        var arrows = trace.RootElement.GetProperty("traceEvents").EnumerateArray().Where(item => Text(item, "ph") is "s" or "f").GroupBy(item => item.GetProperty("id").GetInt64()).ToList();
        arrows.Should().OnlyContain(ends => ends.Count() == 2);
        string At(JsonElement end) => profile.FunctionEvents.Last(item => item.TimeRange.Start == end.GetProperty("ts").GetDouble()).Name;
        arrows.Select(ends => (At(ends.First()), At(ends.Last()))).Should().BeEquivalentTo([("aten::sum", "SumBackward0"), ("aten::mm", "MmBackward0")]);
    }

    [Fact]
    public void ExportChromeTrace_ThatFails_LeavesTheFileAsItWas()
    {
        using var profile = Program();
        var path = Path.Combine(_folder, "folder");
        Directory.CreateDirectory(path);
        profile.Invoking(it => it.ExportChromeTrace(path)).Should().Throw<Exception>();
        profile.Invoking(it => it.ExportChromeTrace(Path.Combine(_folder, "nowhere", "trace.json"))).Should().Throw<DirectoryNotFoundException>();
        Directory.EnumerateFileSystemEntries(_folder).Should().Equal(path);
    }

    protected override void Dispose(bool disposing)
    {
        Directory.Delete(_folder, recursive: true);
        base.Dispose(disposing);
    }

    private static Profile Program()
    {
        using var x = Torch.Ones([2, 2], requiresGrad: true);
        using var profile = Profiler.Profile(recordShapes: true);
        using (Torch.Scope())
        using (Profiler.RecordFunction("a \"range\" of \\ <ü>\n", "more"))
        {
            x.Matmul(x).Sum().Backward();
        }
        return profile;
    }

    private static string Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.GetString()! : "";
}
