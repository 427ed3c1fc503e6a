using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

/// <summary>Imports of the hand-written exports, one file an area, as in src/NativeShim.</summary>
internal static unsafe partial class Native
{
    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_error_trace")]
    internal static extern void ErrorTrace(nint error, byte** text, long* length);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_error_free")]
    internal static extern void FreeError(nint error);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_memory_free")]
    internal static extern void FreeMemory(void* memory);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_memory_set_limit")]
    internal static extern void SetMemoryLimit(long bytes);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_memory_reset_peak")]
    internal static extern void ResetMemoryPeak();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_memory_idle")]
    internal static extern long MemoryIdle();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_memory_trim")]
    internal static extern void TrimMemory();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_memory_device")]
    internal static extern NativeError* DeviceMemory(long* live, long* peak, Device device);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_memory_device_reset_peak")]
    internal static extern NativeError* ResetDevicePeak(Device device);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_memory_device_trim")]
    internal static extern NativeError* TrimDevice(Device device);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_version_string")]
    internal static extern NativeError* VersionString(NativeText* result);
}
