using System.Runtime.InteropServices;
using System.Text;

namespace PyTorchCS.Interop;

/// <summary>What the profiler has recorded: <c>Recording</c> of profiler.cpp. The caller frees it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct NativeRecording
{
    private readonly NativeEvent* _events;
    private readonly long _count;
    private readonly byte* _text;
    private readonly long* _inputs;
    private readonly long _started;

    internal ReadOnlySpan<NativeEvent> Events => new(_events, checked((int)_count));

    /// <summary>In microseconds since the start.</summary>
    internal Interval TimeRange(in NativeEvent recorded) => new((recorded.Start - _started) / 1e3, (recorded.End - _started) / 1e3);

    internal string Name(in NativeEvent recorded) => Encoding.UTF8.GetString(_text + recorded.Name, recorded.NameLength);

    /// <summary>The name of the overload, or what the program says of its own range.</summary>
    internal string Detail(in NativeEvent recorded) => Encoding.UTF8.GetString(_text + recorded.Name + recorded.NameLength, recorded.DetailLength);

    /// <summary>The shapes of the inputs, which are empty where an input is no tensor, and their dtypes.</summary>
    internal (long[][] Shapes, DType?[] DTypes) Inputs(in NativeEvent recorded)
    {
        var shapes = new long[recorded.InputCount][];
        var dtypes = new DType?[recorded.InputCount];
        var number = _inputs + recorded.Inputs;
        for (var i = 0; i < shapes.Length; i++)
        {
            var dimensions = checked((int)*number++);
            shapes[i] = [];
            if (dimensions >= 0)
            {
                dtypes[i] = (DType)(sbyte)*number++;
                shapes[i] = new ReadOnlySpan<long>(number, dimensions).ToArray();
                number += dimensions;
            }
        }
        return (shapes, dtypes);
    }

    internal void Free()
    {
        Native.FreeMemory(_events);
        Native.FreeMemory(_text);
        Native.FreeMemory(_inputs);
    }
}
