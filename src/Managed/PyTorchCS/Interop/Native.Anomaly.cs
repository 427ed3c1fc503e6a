using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

internal static partial class Native
{
    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_anomaly_get")]
    internal static extern bool GetAnomaly();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_anomaly_get_check_nan")]
    internal static extern bool GetAnomalyCheckNan();

    [DllImport(NativeLibraries.Shim, EntryPoint = "torch_anomaly_exchange")]
    internal static extern int ExchangeAnomaly(int mode);
}
