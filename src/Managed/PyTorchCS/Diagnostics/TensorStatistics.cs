using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>What is alive on the native side.</summary>
public static class TensorStatistics
{
    /// <summary>How many native tensors managed objects own at this moment, over all threads.</summary>
    /// <remarks>Tensors that the collector has not found yet count as alive. The count is exact while no other thread makes or frees tensors.</remarks>
    public static long LiveTensors => ThreadContext.TotalLiveTensors;
}
