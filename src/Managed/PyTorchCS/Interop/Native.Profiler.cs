using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

internal static unsafe partial class Native
{
    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_profiler_start")]
    internal static extern NativeError* StartProfiler(bool shapes, bool memory, delegate* unmanaged<long> site);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_profiler_stop")]
    internal static extern NativeError* StopProfiler(NativeRecording* result);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_profiler_enter")]
    internal static extern NativeError* EnterRange(NativeRange* range, NativeSpan name, NativeSpan args);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_profiler_leave")]
    internal static extern void LeaveRange(NativeRange* range);
}
