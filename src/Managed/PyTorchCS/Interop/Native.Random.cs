using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

internal static unsafe partial class Native
{
    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_generator_create")]
    internal static extern NativeError* CreateGenerator(nint* result, Device device, ulong seed);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_generator_default")]
    internal static extern NativeError* DefaultGenerator(nint* result, Device device);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_generator_free")]
    internal static extern void FreeGenerator(nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_generator_device")]
    [SuppressGCTransition]
    internal static extern Device GeneratorDevice(nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_generator_set_seed")]
    internal static extern NativeError* SetGeneratorSeed(nint self, ulong seed);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_generator_initial_seed")]
    internal static extern NativeError* GeneratorInitialSeed(ulong* result, nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_generator_seed")]
    internal static extern NativeError* GeneratorSeed(ulong* result, nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_generator_get_state")]
    internal static extern NativeError* GetGeneratorState(nint* result, nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_generator_set_state")]
    internal static extern NativeError* SetGeneratorState(nint self, nint state);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_generator_clone")]
    internal static extern NativeError* CloneGenerator(nint* result, nint self);

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_random_manual_seed")]
    internal static extern NativeError* ManualSeed(ulong seed);
}
