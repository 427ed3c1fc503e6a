using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

/// <summary>An event as the profiler has written it: <c>Event</c> of profiler.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeEvent
{
    internal readonly long Start;
    internal readonly long End;
    internal readonly long SequenceNr;
    internal readonly ulong Thread;
    internal readonly ulong ForwardThread;
    internal readonly long Parent;
    internal readonly long Site;
    internal readonly long Memory;
    internal readonly long Name;
    internal readonly long Inputs;
    internal readonly int NameLength;
    internal readonly int DetailLength;
    internal readonly int InputCount;
    internal readonly RecordScope Scope;
}
