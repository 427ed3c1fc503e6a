using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

/// <summary>Where the profiler has written that a range began: <c>Place</c> of profiler.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeRange
{
    private readonly nint _log;
    private readonly ulong _recording;
    private readonly long _position;

    internal bool IsRecorded => _log != 0;
}
