using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

internal static unsafe partial class Native
{
    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_engine_run")]
    internal static extern NativeError* RunEngine(
        TensorArray* result,
        NativeSpan roots,
        NativeSpan rootNrs,
        NativeSpan gradients,
        bool retainGraph,
        bool createGraph,
        bool accumulate,
        NativeSpan inputs,
        NativeSpan inputNrs);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_engine_accumulates")]
    internal static extern bool EngineAccumulates();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_engine_pass")]
    internal static extern int EnginePass();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_engine_hooks")]
    internal static extern NativeError* EngineHooks(nint** lists, long* length);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_multithreading_get")]
    [SuppressGCTransition]
    internal static extern bool GetMultithreading();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_multithreading_set")]
    [SuppressGCTransition]
    internal static extern void SetMultithreading(bool enabled);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_stream_mismatch_warning_get")]
    internal static extern bool GetStreamMismatchWarning();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_stream_mismatch_warning_set")]
    internal static extern void SetStreamMismatchWarning(bool enabled);
}
