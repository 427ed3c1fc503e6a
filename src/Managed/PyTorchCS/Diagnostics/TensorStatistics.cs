using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>What is alive on the native side, and who made it.</summary>
/// <remarks>
/// The same numbers are published as metrics of the meter <c>PyTorchCS</c>, for <c>dotnet-counters</c> and OpenTelemetry:
/// <c>pytorchcs.tensors</c>, <c>pytorchcs.memory.live</c>, <c>pytorchcs.memory.peak</c>, <c>pytorchcs.memory.idle</c> and <c>pytorchcs.collections</c>.
/// </remarks>
public static unsafe class TensorStatistics
{
    /// <summary>How many native tensors managed objects own at this moment, over all threads.</summary>
    /// <remarks>Tensors that the collector has not found yet count as alive. The count is exact while no other thread makes or frees tensors.</remarks>
    public static long LiveTensors => ThreadContext.TotalLiveTensors;

    /// <summary>How many bytes of the processor's memory all tensors hold at this moment, those of the autograd graph included.</summary>
    /// <remarks>When they outgrow what the last collection left, the collector is asked to run: docs/lifetimes.md says when.</remarks>
    public static long LiveBytes => MemoryGovernor.LiveBytes;

    /// <summary>The most that <see cref="LiveBytes"/> was since the start or the last <see cref="ResetPeak"/>.</summary>
    public static long PeakBytes => MemoryGovernor.PeakBytes;

    /// <summary>The bytes of freed tensors on the processor that wait for the next tensor of their size.</summary>
    public static long IdleBytes => Native.MemoryIdle();

    /// <summary>How often the collector was asked to run because tensors had gathered.</summary>
    public static long Collections => MemoryGovernor.Collections;

    /// <summary>The same for each device: the processor first, then those on which tensors lie.</summary>
    /// <remarks>On CUDA the bytes are those of LibTorch's caching allocator. Tensors on <c>meta</c> hold no bytes.</remarks>
    public static IReadOnlyList<DeviceMemory> ByDevice()
    {
        var counts = TensorReport.Take().Groups.GroupBy(group => group.Device).ToDictionary(same => same.Key, same => same.Sum(group => (long)group.Count));
        counts.TryAdd(Device.Cpu, 0);
        return [.. counts.OrderBy(count => count.Key.Type).ThenBy(count => count.Key.Index).Select(count => Measure(count.Key, count.Value))];
    }

    /// <summary>Lets <see cref="PeakBytes"/> start anew from the bytes that are alive now, on each device.</summary>
    public static void ResetPeak()
    {
        Native.ResetMemoryPeak();
        foreach (var device in CudaDevices())
        {
            Errors.Check(Native.ResetDevicePeak(device), "cuda.reset_peak_memory_stats");
        }
    }

    /// <summary>Gives the memory of freed tensors back to the system, rather than keep it for the next ones.</summary>
    public static void ReleaseIdle()
    {
        Native.TrimMemory();
        if (CudaDevices().Any())
        {
            Errors.Check(Native.TrimDevice(Device.Cuda), "cuda.empty_cache");
        }
    }

    /// <summary>Lets every tensor made from now on remember the line of the program that made it, until the result is disposed.</summary>
    /// <remarks>It makes creating a tensor some ten microseconds slower.</remarks>
    public static IDisposable Track() => new Tracking();

    /// <summary>What tensors are alive, grouped by the line that made them, shape, dtype and device.</summary>
    /// <remarks>
    /// A collection runs first, so that only what something still refers to is reported. The difference of two reports names what was added in
    /// between: <c>TensorStatistics.Report() - before</c>.
    /// </remarks>
    public static TensorReport Report()
    {
        MemoryGovernor.CollectAll();
        return TensorReport.Take();
    }

    private static IEnumerable<Device> CudaDevices() => Enumerable.Range(0, Torch.CudaDeviceCount).Select(index => new Device(DeviceType.Cuda, index));

    private static DeviceMemory Measure(Device device, long tensors)
    {
        if (device.Type == DeviceType.Cpu)
        {
            return new(device, tensors, LiveBytes, PeakBytes);
        }
        long live, peak;
        Errors.Check(Native.DeviceMemory(&live, &peak, device), "cuda.memory_stats");
        return new(device, tensors, live, peak);
    }

    private sealed class Tracking : IDisposable
    {
        private int _isEnded;

        internal Tracking() => CreationSite.Track(on: true);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isEnded, 1) == 0)
            {
                CreationSite.Track(on: false);
            }
        }
    }
}
