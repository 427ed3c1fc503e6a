using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

internal static unsafe partial class Native
{
    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_forward_ad_enter")]
    internal static extern NativeError* EnterDualLevel(long* level);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_forward_ad_exit")]
    internal static extern NativeError* ExitDualLevel();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_forward_ad_make_dual")]
    internal static extern NativeError* MakeDual(nint* result, nint primal, nint tangent, long level);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_forward_ad_unpack_dual")]
    internal static extern NativeError* UnpackDual(nint* primal, nint* tangent, nint dual, long level);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_forward_grad_get")]
    [SuppressGCTransition]
    internal static extern bool GetForwardGradMode();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_forward_grad_set")]
    [SuppressGCTransition]
    internal static extern void SetForwardGradMode(bool enabled);
}
