using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

/// <summary>Asks the collector to run when native memory has outgrown what the last collection left, since the collector sees only small objects.</summary>
/// <remarks>
/// The shim counts the bytes of all tensors on the processor. The budget is what survived the last collection and a step. The step shrinks
/// while collections are cheap beside the work between them, for memory that comes back soon is still in the caches, and grows where they
/// cost too much or find little, as while a program builds up what it keeps.
/// </remarks>
internal static unsafe class MemoryGovernor
{
    /// <summary>Finalizers that take longer than this go on by themselves: one that waits for a lock of this thread must not hold it up for good.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private static readonly Lock Gate = new();
    private static readonly Action Finalizers = GC.WaitForPendingFinalizers;

    private static NativeCounters* s_counters;
    private static CollectionPace s_pace = new(smallest: 8L << 20, largest: 128L << 20);
    private static long s_floor; // live bytes between here and s_range more call for nothing
    private static ulong s_range = (ulong)s_pace.Step;
    private static long s_left; // bytes that were alive after the last collection
    private static long s_leftOld; // and after the last one of the oldest generation
    private static long s_collected = Stopwatch.GetTimestamp();
    private static long s_collections;
    private static volatile bool s_isCollecting;

    /// <summary>The bytes that tensors on the processor hold.</summary>
    internal static long LiveBytes => s_counters is null ? 0 : Volatile.Read(ref s_counters->Live);

    /// <summary>The most that <see cref="LiveBytes"/> was.</summary>
    internal static long PeakBytes => s_counters is null ? 0 : Volatile.Read(ref s_counters->Peak);

    /// <summary>The bytes of managed memory and of other libraries that tensors keep; not part of <see cref="LiveBytes"/>.</summary>
    internal static long SharedBytes => s_counters is null ? 0 : Volatile.Read(ref s_counters->Shared);

    /// <summary>True from before a collection that was asked for until what it found is freed.</summary>
    internal static bool IsCollecting => s_isCollecting;

    /// <summary>How often the collector was asked to run.</summary>
    internal static long Collections => Volatile.Read(ref s_collections);

    /// <summary>Lets the shim count, from the first tensor on.</summary>
    internal static void Attach(nint shim)
    {
        NativeCounters* counters;
        var attach = (delegate* unmanaged<NativeCounters**, delegate* unmanaged<byte>, NativeError*>)NativeLibrary.GetExport(shim, "torch_memory_attach");
        Errors.Check(attach(&counters, &CollectForNative), "torch_memory_attach");
        s_counters = counters;
        CollectionWatch.Start();
        TensorMetrics.PublishSoon();
    }

    /// <summary>Called for every tensor that is made.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Check()
    {
        if ((ulong)(s_counters->Live - s_floor) > s_range)
        {
            Adjust();
        }
    }

    /// <summary>Collects as little as helps, unless another thread does so already.</summary>
    /// <param name="share">What the collection took beside the time since the last one.</param>
    internal static bool TryCollect(out double share)
    {
        share = 0;
        if (!Gate.TryEnter())
        {
            return false;
        }
        try
        {
            var started = Stopwatch.GetTimestamp();
            // The young generations hold what a loop drops, and what was alive at the last collection and has died since. What was alive twice
            // grows old and dies there: the oldest generation, whose collection costs most, is asked when more has gathered since its own last
            // collection than it may.
            var collecting = Run(generation: 1);
            if (s_left - s_leftOld > Math.Max(2 * s_pace.Step, s_leftOld / 2))
            {
                collecting += Run(GC.MaxGeneration);
            }
            share = collecting / Stopwatch.GetElapsedTime(s_collected, started);
            return true;
        }
        finally
        {
            s_collected = Stopwatch.GetTimestamp();
            Gate.Exit();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Adjust()
    {
        if (!Gate.TryEnter())
        {
            return;
        }
        try
        {
            var live = LiveBytes;
            if (live <= s_left)
            {
                // Much that survived the last collection has been disposed since: what is dropped from here on counts from there.
                s_pace.Reset();
                s_left = live;
            }
            else if (TryCollect(out var share))
            {
                s_pace.Adapt(share, live - s_left, s_left);
            }
            SetBudget();
        }
        finally
        {
            Gate.Exit();
        }
    }

    /// <summary>Frees all that nobody refers to, whatever it takes.</summary>
    internal static void CollectAll()
    {
        if (!Gate.TryEnter(Patience))
        {
            return;
        }
        try
        {
            Run(GC.MaxGeneration);
            // Objects with finalizers may hold tensors.
            Task.Run(Finalizers).Wait(Patience);
            Run(GC.MaxGeneration);
            SetBudget();
        }
        finally
        {
            Gate.Exit();
        }
    }

    /// <summary>Collects and frees what was found; gives the time that the collector took.</summary>
    private static TimeSpan Run(int generation)
    {
        s_isCollecting = true;
        var started = Stopwatch.GetTimestamp();
        GC.Collect(generation, GCCollectionMode.Forced, blocking: true);
        var collecting = Stopwatch.GetElapsedTime(started);
        TensorRegistry.FreeDropped();
        s_isCollecting = false;
        s_left = LiveBytes;
        if (generation == GC.MaxGeneration)
        {
            s_leftOld = s_left;
        }
        s_collections++;
        return collecting;
    }

    private static void SetBudget()
    {
        s_floor = (s_left / 2) - s_pace.Step;
        s_range = (ulong)(s_left + s_pace.Step - s_floor);
    }

    /// <summary>The shim calls it where a limit would be passed or memory ran out.</summary>
    [UnmanagedCallersOnly]
    private static byte CollectForNative()
    {
        try
        {
            CollectAll();
            return 1;
        }
#pragma warning disable CA1031 // Nothing may unwind into native code.
        catch (Exception)
#pragma warning restore CA1031
        {
            return 0;
        }
    }

    /// <summary>The counters of allocator.cpp.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct NativeCounters
    {
        internal long Live;
        internal long Peak;
        internal long Limit;
        internal long Shared;
    }
}
