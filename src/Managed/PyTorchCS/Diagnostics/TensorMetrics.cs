using System.Diagnostics.Metrics;
using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>Publishes <see cref="TensorStatistics"/> as .NET metrics; nothing is computed until somebody listens.</summary>
internal static class TensorMetrics
{
    private static Timer? s_timer;

    /// <summary>Makes the metrics known, though not at once: that takes longer than a short program does.</summary>
    internal static void PublishSoon() => s_timer = new Timer(_ => Publish(), null, TimeSpan.FromMilliseconds(500), Timeout.InfiniteTimeSpan);

    private static void Publish()
    {
        s_timer?.Dispose();
        var meter = new Meter("PyTorchCS");
        meter.CreateObservableUpDownCounter("pytorchcs.tensors", () => TensorStatistics.LiveTensors, "{tensor}", "Native tensors that managed objects own");
        meter.CreateObservableUpDownCounter("pytorchcs.memory.live", () => TensorStatistics.LiveBytes, "By", "Memory that tensors on the processor hold");
        meter.CreateObservableGauge("pytorchcs.memory.peak", () => TensorStatistics.PeakBytes, "By", "The most memory that tensors on the processor held");
        meter.CreateObservableUpDownCounter("pytorchcs.memory.idle", () => NativeLibraries.IsLoaded ? TensorStatistics.IdleBytes : 0, "By", "Memory of freed tensors that waits for the next ones");
        meter.CreateObservableCounter("pytorchcs.collections", () => TensorStatistics.Collections, "{collection}", "Collections asked for because tensors had gathered");
    }
}
