using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

internal static unsafe partial class Native
{
    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_dlpack_export")]
    internal static extern NativeError* ExportDlpack(nint* result, nint self, bool isVersioned);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_dlpack_import")]
    internal static extern NativeError* ImportDlpack(nint* result, nint managed, bool isVersioned);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_dlpack_free")]
    internal static extern void FreeDlpack(nint managed, bool isVersioned);
}
