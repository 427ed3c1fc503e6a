using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>What is alive on the native side.</summary>
public static class TensorStatistics
{
    /// <summary>How many native tensors managed objects own at this moment, over all threads.</summary>
    /// <remarks>Tensors that the collector has not found yet count as alive. The count is exact while no other thread makes or frees tensors.</remarks>
    public static long LiveTensors => ThreadContext.TotalLiveTensors;

    /// <summary>How many bytes of the processor's memory all tensors hold at this moment, those of the autograd graph included.</summary>
    /// <remarks>When they outgrow by half what the last collection left, and by at least 128 MB, the collector is asked to run.</remarks>
    public static long LiveBytes => MemoryGovernor.LiveBytes;
}
