using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

internal static unsafe partial class Native
{
    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_saved_tensors_exchange")]
    internal static extern NativeError* ExchangeSavedTensorsHooks(nint* previous, nint hooks);
}
