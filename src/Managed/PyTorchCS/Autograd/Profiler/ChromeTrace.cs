using System.Globalization;
using System.Text.Json;

namespace PyTorchCS;

/// <summary>Writes events in the format of Chrome's and Perfetto's viewers.</summary>
internal static class ChromeTrace
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = false };

    /// <summary>Replaces the file only when all is written.</summary>
    internal static void Save(string path, IReadOnlyList<FunctionEvent> events)
    {
        var full = Path.GetFullPath(path);
        var temporary = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            using (var writer = new Utf8JsonWriter(stream, Options))
            {
                Write(writer, events);
            }
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<FunctionEvent> events)
    {
        writer.WriteStartObject();
        writer.WriteNumber("schemaVersion", 1);
        writer.WriteString("displayTimeUnit", "ms");
        writer.WriteStartArray("traceEvents");
        foreach (var thread in events.Select(item => item.Thread).Distinct().Order())
        {
            WriteThreadName(writer, thread);
        }
        foreach (var item in events)
        {
            WriteEvent(writer, item);
            writer.Flush();
        }
        WriteLinks(writer, events);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteThreadName(Utf8JsonWriter writer, long thread)
    {
        Begin(writer, "thread_name", "M", 0, thread);
        writer.WriteStartObject("args");
        writer.WriteString("name", string.Create(CultureInfo.InvariantCulture, $"thread {thread}"));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteEvent(Utf8JsonWriter writer, FunctionEvent item)
    {
        Begin(writer, item.Name, "X", item.TimeRange.Start, item.Thread);
        writer.WriteString("cat", item.Scope == RecordScope.UserScope ? "user_annotation" : "cpu_op");
        writer.WriteNumber("dur", item.TimeRange.ElapsedUs());
        writer.WriteStartObject("args");
        writer.WriteNumber("Ev Idx", item.Id);
        if (item.SequenceNr >= 0)
        {
            writer.WriteNumber("Sequence number", item.SequenceNr);
        }
        if (item.FwdThread is { } forward)
        {
            writer.WriteNumber("Fwd thread id", forward);
        }
        if (item.Args.Length > 0)
        {
            writer.WriteString("Args", item.Args);
        }
        if (item.CpuMemoryUsage != 0)
        {
            writer.WriteNumber("Bytes", item.CpuMemoryUsage);
        }
        if (item.InputShapes.Count > 0)
        {
            WriteInputs(writer, item);
        }
        if (item.Stack.Count > 0)
        {
            writer.WriteString("Call stack", string.Join(';', item.Stack));
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteInputs(Utf8JsonWriter writer, FunctionEvent item)
    {
        writer.WriteStartArray("Input Dims");
        foreach (var shape in item.InputShapes)
        {
            writer.WriteStartArray();
            foreach (var size in shape)
            {
                writer.WriteNumberValue(size);
            }
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("Input type");
        foreach (var dtype in item.InputDTypes)
        {
            writer.WriteStringValue(dtype?.PythonName() ?? "");
        }
        writer.WriteEndArray();
    }

    /// <summary>Arrows from the operators to their backward forms.</summary>
    private static void WriteLinks(Utf8JsonWriter writer, IReadOnlyList<FunctionEvent> events)
    {
        var forward = new Dictionary<(long, long), FunctionEvent>();
        foreach (var item in events.Where(item => item is { SequenceNr: >= 0, FwdThread: null }))
        {
            // Of the operators with one number the last one has made the node.
            forward[(item.Thread, item.SequenceNr)] = item;
        }
        var id = 0;
        foreach (var item in events.Where(item => item is { Scope: RecordScope.BackwardFunction, FwdThread: not null }))
        {
            if (forward.TryGetValue((item.FwdThread!.Value, item.SequenceNr), out var origin))
            {
                id++;
                WriteLink(writer, origin, "s", id);
                WriteLink(writer, item, "f", id);
            }
        }
    }

    private static void WriteLink(Utf8JsonWriter writer, FunctionEvent at, string phase, int id)
    {
        Begin(writer, "fwdbwd", phase, at.TimeRange.Start, at.Thread);
        writer.WriteString("cat", "fwdbwd");
        writer.WriteNumber("id", id);
        if (phase == "f")
        {
            writer.WriteString("bp", "e");
        }
        writer.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter writer, string name, string phase, double time, long thread)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("ph", phase);
        writer.WriteNumber("ts", time);
        writer.WriteNumber("pid", Environment.ProcessId);
        writer.WriteNumber("tid", thread);
    }
}
