using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

internal static unsafe partial class Native
{
    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_default_dtype_get")]
    [SuppressGCTransition]
    internal static extern DType GetDefaultDtype();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_default_dtype_set")]
    internal static extern NativeError* SetDefaultDtype(sbyte dtype);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_threads_get")]
    internal static extern int GetNumThreads();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_threads_set")]
    internal static extern NativeError* SetNumThreads(int count);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_interop_threads_get")]
    internal static extern int GetNumInteropThreads();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_interop_threads_set")]
    internal static extern NativeError* SetNumInteropThreads(int count);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_deterministic_get")]
    internal static extern int GetDeterministic();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_deterministic_set")]
    internal static extern NativeError* SetDeterministic(bool enabled, bool warnOnly);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_warning_set_always")]
    internal static extern void SetWarnAlways(bool value);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_warning_get_always")]
    internal static extern bool GetWarnAlways();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_sparse_invariants_get")]
    internal static extern bool GetSparseInvariants();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_sparse_invariants_set")]
    internal static extern void SetSparseInvariants(bool value);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_flush_denormal_set")]
    internal static extern NativeError* SetFlushDenormal(bool* supported, bool enabled);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_matmul_precision_get")]
    internal static extern NativeError* GetMatmulPrecision(NativeText* result);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_matmul_precision_set")]
    internal static extern NativeError* SetMatmulPrecision(NativeSpan precision);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_config_cpu_capability")]
    internal static extern NativeError* CpuCapability(NativeText* result);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_config_show")]
    internal static extern NativeError* ShowConfig(NativeText* result);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_config_has_mkl")]
    internal static extern bool HasMkl();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_config_has_mkldnn")]
    internal static extern bool HasMkldnn();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_config_has_openmp")]
    internal static extern bool HasOpenMP();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_cuda_is_available")]
    internal static extern NativeError* CudaIsAvailable(bool* result);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_cuda_device_count")]
    internal static extern NativeError* CudaDeviceCount(int* result);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_cuda_synchronize")]
    internal static extern NativeError* CudaSynchronize(int index);
}
