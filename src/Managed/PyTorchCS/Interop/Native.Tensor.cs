using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

internal static unsafe partial class Native
{
    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_free")]
    internal static extern void FreeTensor(nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_free_all")]
    internal static extern void FreeTensors(nint* tensors, long count);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_incref")]
    [SuppressGCTransition]
    internal static extern void IncrefTensor(nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_geometry")]
    internal static extern NativeError* Geometry(nint self, long** sizes, long** strides, long* dim);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_numel")]
    [SuppressGCTransition]
    internal static extern long Numel(nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_dim")]
    [SuppressGCTransition]
    internal static extern long Dim(nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_dtype")]
    [SuppressGCTransition]
    internal static extern DType DType(nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_device")]
    [SuppressGCTransition]
    internal static extern Device Device(nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_layout")]
    [SuppressGCTransition]
    internal static extern Layout Layout(nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_is_leaf")]
    [SuppressGCTransition]
    internal static extern bool IsLeaf(nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_requires_grad")]
    [SuppressGCTransition]
    internal static extern bool RequiresGrad(nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_dtype_size")]
    [SuppressGCTransition]
    internal static extern long DTypeSize(DType dtype);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_storage_offset")]
    internal static extern NativeError* StorageOffset(long* result, nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_data_ptr")]
    internal static extern NativeError* DataPtr(void** result, nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_storage")]
    internal static extern NativeError* Storage(void** data, long* bytes, nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_is_contiguous")]
    internal static extern NativeError* IsContiguous(bool* result, nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_version")]
    internal static extern NativeError* Version(long* result, nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_set_requires_grad")]
    internal static extern NativeError* SetRequiresGrad(nint self, bool value);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_grad_dtype_get")]
    internal static extern NativeError* GetGradDtype(Optional<sbyte>* result, nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_grad_dtype_set")]
    internal static extern NativeError* SetGradDtype(nint self, Optional<sbyte> dtype);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_set_data")]
    internal static extern NativeError* SetData(nint self, nint data);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_variable_data")]
    internal static extern NativeError* VariableData(nint* result, nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_from_data")]
    internal static extern NativeError* FromData(nint* result, void* data, long bytes, NativeSpan sizes, sbyte dtype);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_from_blob")]
    internal static extern NativeError* FromBlob(
        nint* result, void* data, delegate* unmanaged<nint, void> deleter, nint context, NativeSpan sizes, Optional<NativeSpan> strides, sbyte dtype);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_plain_data")]
    internal static extern NativeError* PlainData(void** data, long* count, nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_keep_in_place")]
    internal static extern NativeError* KeepInPlace(nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_copy_to")]
    internal static extern NativeError* CopyTo(nint self, void* destination, long bytes);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_tensor_item")]
    internal static extern NativeError* Item(Scalar* result, nint self);
}
