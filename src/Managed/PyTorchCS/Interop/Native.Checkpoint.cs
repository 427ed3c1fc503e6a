using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

internal static unsafe partial class Native
{
    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_checkpoint_start")]
    internal static extern ulong CheckpointStart();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_checkpoint_contains")]
    internal static extern NativeError* CheckpointContains(bool* result, nint tensor, ulong start);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_checkpoint_border")]
    internal static extern NativeError* CheckpointBorder(EdgeArray* result, NativeSpan outputs, ulong start);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_checkpoint_run")]
    internal static extern NativeError* RunCheckpoint(
        TensorArray* result, bool* isSame, nint running, NativeSpan outputs, NativeSpan gradients, ulong start, bool createGraph);
}
