using System.Diagnostics.Metrics;
using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Publishes <see cref="TensorStatistics"/> as .NET metrics; nothing is computed until somebody listens.</summary>
internal static class TensorMetrics
{
    private static readonly Meter Meter = new("PyTorchCS");

    static TensorMetrics()
    {
        Meter.CreateObservableUpDownCounter("pytorchcs.tensors", () => TensorStatistics.LiveTensors, "{tensor}", "Native tensors that managed objects own");
        Meter.CreateObservableUpDownCounter("pytorchcs.memory.live", () => TensorStatistics.LiveBytes, "By", "Memory that tensors on the processor hold");
        Meter.CreateObservableGauge("pytorchcs.memory.peak", () => TensorStatistics.PeakBytes, "By", "The most memory that tensors on the processor held");
        Meter.CreateObservableUpDownCounter("pytorchcs.memory.idle", () => NativeLibraries.IsLoaded ? TensorStatistics.IdleBytes : 0, "By", "Memory of freed tensors that waits for the next ones");
        Meter.CreateObservableCounter("pytorchcs.collections", () => TensorStatistics.Collections, "{collection}", "Collections asked for because tensors had gathered");
    }

    /// <summary>Makes the metrics known.</summary>
    internal static void Publish() => _ = Meter;
}
