using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

internal static unsafe partial class Native
{
    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_func_push_vmap")]
    internal static extern NativeError* PushVmap(long* level, long batchSize, int randomness);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_func_push_grad")]
    internal static extern NativeError* PushGrad(long* level);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_func_push_jvp")]
    internal static extern NativeError* PushJvp(long* level);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_func_pop")]
    internal static extern NativeError* PopLayer();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_func_depth")]
    [SuppressGCTransition]
    internal static extern long LayerDepth();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_func_top")]
    internal static extern NativeError* TopLayer(LayerView* result);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_func_lower")]
    internal static extern NativeError* LowerLayer(nint* layer);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_func_raise")]
    internal static extern NativeError* RaiseLayer(nint layer);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_func_unbatch")]
    internal static extern NativeError* Unbatch(nint* result, long* dim, nint self, long level);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_func_wrap")]
    internal static extern NativeError* WrapForLayer(nint* result, nint self, long level);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_func_unwrap")]
    internal static extern NativeError* UnwrapFromLayer(nint* result, nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_func_add_batch_dim")]
    internal static extern NativeError* AddBatchDim(nint* result, nint self, long dim, long level);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_func_is_batched")]
    internal static extern NativeError* IsBatched(bool* result, nint self, long level);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_func_remove_batch_dim")]
    internal static extern NativeError* RemoveBatchDim(nint* result, nint self, long level, long batchSize, long outDim);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_func_bypass")]
    internal static extern bool BypassLayers(bool enabled);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_func_peel")]
    internal static extern NativeError* PeelLayer(nint* result, long* level, long* dim, nint self);
}
