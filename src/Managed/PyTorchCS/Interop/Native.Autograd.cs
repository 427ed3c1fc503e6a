using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

internal static unsafe partial class Native
{
    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_autograd_get_grad")]
    internal static extern NativeError* GetGrad(nint* result, nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_autograd_set_grad")]
    internal static extern NativeError* SetGrad(nint self, nint gradient);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_autograd_get_grads")]
    internal static extern NativeError* GetGrads(nint* results, bool* alike, ulong* places, NativeSpan tensors);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_autograd_clear_grads")]
    internal static extern NativeError* ClearGrads(NativeSpan tensors);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_autograd_backward")]
    internal static extern NativeError* Backward(NativeSpan outputs, NativeSpan gradients, Optional<bool> retainGraph, bool createGraph, NativeSpan inputs);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_autograd_grad")]
    internal static extern NativeError* Grad(
        TensorArray* result, NativeSpan outputs, NativeSpan inputs, NativeSpan gradients, Optional<bool> retainGraph, bool createGraph, bool allowUnused);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_autograd_retain_grad")]
    internal static extern NativeError* RetainGrad(nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_autograd_retains_grad")]
    internal static extern NativeError* RetainsGrad(bool* result, nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_autograd_bump_version")]
    internal static extern NativeError* BumpVersion(nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_autograd_grad_fn")]
    internal static extern NativeError* GradFn(nint* result, nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_autograd_gradient_hooks")]
    internal static extern NativeError* GradientHooks(nint* list, nint self, nint offered);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_autograd_accumulation_hooks")]
    internal static extern NativeError* AccumulationHooks(nint* list, nint self, nint offered);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_autograd_check_replacement")]
    internal static extern NativeError* CheckReplacement(nint original, nint replacement);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_autograd_function_begin")]
    internal static extern NativeError* BeginFunction(nint* result, NativeSpan name, NativeSpan inputs, nint context);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_autograd_function_end")]
    internal static extern NativeError* EndFunction(
        nint* results,
        nint node,
        NativeSpan inputs,
        NativeSpan outputs,
        NativeSpan dirty,
        NativeSpan nonDifferentiable,
        NativeSpan saved,
        bool isMaterializing,
        bool isSetUpApart,
        nint context);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_autograd_function_saved")]
    internal static extern NativeError* FunctionSaved(TensorArray* result, nint node);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_node_name")]
    internal static extern NativeError* NodeName(NativeText* result, nint node);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_node_next_count")]
    [SuppressGCTransition]
    internal static extern long NodeNextCount(nint node);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_node_next")]
    internal static extern NativeError* NodeNext(nint* result, long* inputNr, nint node, long index);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_node_identity")]
    [SuppressGCTransition]
    internal static extern nint NodeIdentity(nint node);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_node_free")]
    internal static extern void FreeNode(nint node);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_grad_mode_get")]
    [SuppressGCTransition]
    internal static extern bool GetGradMode();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_grad_mode_set")]
    [SuppressGCTransition]
    internal static extern void SetGradMode(bool enabled);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_inference_mode_get")]
    [SuppressGCTransition]
    internal static extern bool GetInferenceMode();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_inference_mode_enter")]
    internal static extern NativeError* EnterInferenceMode(long* saved, bool enabled);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_inference_mode_leave")]
    internal static extern void LeaveInferenceMode(long* saved);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_autocast_get")]
    internal static extern NativeError* GetAutocast(bool* enabled, sbyte* dtype, bool* cacheEnabled, DeviceType deviceType);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_autocast_enter")]
    internal static extern NativeError* EnterAutocast(long* saved, DeviceType deviceType, sbyte dtype, bool enabled, bool cacheEnabled);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_autocast_leave")]
    internal static extern void LeaveAutocast(long* saved);
}
