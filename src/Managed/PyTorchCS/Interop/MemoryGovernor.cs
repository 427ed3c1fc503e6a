using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

/// <summary>Asks the collector to run when native memory has outgrown what the last collection left, since the collector sees only small objects.</summary>
/// <remarks>
/// The shim counts the bytes of all tensors on the processor, and beside them the memory of others that tensors keep: the collector sees the
/// arrays that tensors lie over and cannot free them, since they stay pinned until dropped tensors have been looked for, and what survives its
/// collections only because nobody has looked lets it wait longer for the next. Each of the two counts has a budget of its own.
/// </remarks>
internal static unsafe class MemoryGovernor
{
    /// <summary>Finalizers that take longer than this go on by themselves: one that waits for a lock of this thread must not hold it up for good.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private static readonly Lock Gate = new();
    private static readonly Action Finalizers = GC.WaitForPendingFinalizers;

    private static NativeCounters* s_counters;
    // Memory that has left the caches takes some 20 us a megabyte more to be written than memory that was just freed (docs/performance.md).
    private static CollectionBudget s_own = new(smallest: 4L << 20, largest: 128L << 20, worth: TimeSpan.FromMicroseconds(80));
    // Memory of others is there already, and a tensor over it costs next to nothing: collections are rarer than where tensors bring their own.
    private static CollectionBudget s_shared = new(smallest: 64L << 20, largest: 512L << 20);
    private static long s_leftOld; // own bytes that were alive after the last collection of the oldest generation
    private static long s_collected = Stopwatch.GetTimestamp();
    private static long s_collections;
    private static long s_leftTensors; // tensors that were alive after the last collection
    private static bool s_goesOn; // the last collection let go of objects that may hold more
    private static bool s_isChain; // and links of chains have been left, which the oldest generation holds by now
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
        if (s_own.IsLeftBy(s_counters->Live))
        {
            Adjust(ref s_own, &s_counters->Live);
        }
    }

    /// <summary>Called for every tensor over memory of others.</summary>
    internal static void CheckShared()
    {
        if (s_shared.IsLeftBy(Volatile.Read(ref s_counters->Shared)))
        {
            Adjust(ref s_shared, &s_counters->Shared);
        }
    }

    /// <summary>Collects as little as helps, unless another thread does so already.</summary>
    internal static bool TryCollect(out CollectionCost cost)
    {
        cost = default;
        if (!Gate.TryEnter())
        {
            return false;
        }
        try
        {
            var started = Stopwatch.GetTimestamp();
            var since = Stopwatch.GetElapsedTime(s_collected, started);
            var held = Held;
            var left = Left;
            // The young generations hold what a loop drops, and what was alive at the last collection and has died since. What was alive twice
            // grows old and dies there: the oldest generation, whose collection costs most, is asked when more has gathered since its own last
            // collection than it may.
            var isChain = s_isChain;
            var collecting = Run(isChain ? GC.MaxGeneration : 1);
            if (s_own.Left - s_leftOld > Math.Max(2 * s_own.Step, s_leftOld / 2))
            {
                collecting += Run(GC.MaxGeneration);
            }
            // A graph that goes lets go of objects of the program, such as the context of a custom function, and they of more tensors and
            // graphs: of such a chain a collection sees one link, and what it finds says nothing of what is there.
            for (var before = held; s_goesOn && (IsPlenty ? HasGrown(left) && HasShrunk(before) : IsLittle(held, left));)
            {
                isChain = true;
                if (!IsPlenty && collecting >= since)
                {
                    break;
                }
                before = Left;
                collecting += Run(GC.MaxGeneration);
            }
            s_isChain = isChain && s_goesOn;
            cost = new CollectionCost(collecting, collecting / since);
            return true;
        }
        finally
        {
            s_collected = Stopwatch.GetTimestamp();
            Gate.Exit();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Adjust(ref CollectionBudget budget, long* counter)
    {
        if (!Gate.TryEnter())
        {
            return;
        }
        try
        {
            var held = Volatile.Read(ref *counter);
            if (held <= budget.Left)
            {
                // Much that survived the last collection has been disposed since: what is dropped from here on counts from there.
                budget.Begin(held);
            }
            else if (TryCollect(out var cost))
            {
                budget.Adapt(cost, held);
            }
        }
        finally
        {
            Gate.Exit();
        }
    }

    /// <summary>Counts from what a collection has left that the program or the runtime has asked for.</summary>
    internal static void Notice()
    {
        if (!Gate.TryEnter())
        {
            return;
        }
        try
        {
            s_leftTensors = ThreadContext.TotalLiveTensors;
            BeginWhereLess(ref s_own, LiveBytes);
            BeginWhereLess(ref s_shared, SharedBytes);
        }
        finally
        {
            Gate.Exit();
        }
    }

    private static void BeginWhereLess(ref CollectionBudget budget, long held)
    {
        if (held < budget.Left)
        {
            budget.Begin(held);
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
            for (var before = long.MaxValue; s_goesOn && s_own.Left < before;)
            {
                before = s_own.Left;
                Run(GC.MaxGeneration);
            }
        }
        finally
        {
            Gate.Exit();
        }
    }

    private static (long Bytes, long Tensors) Held => (LiveBytes, ThreadContext.TotalLiveTensors);

    private static (long Bytes, long Tensors) Left => (s_own.Left, s_leftTensors);

    /// <summary>
    /// Below it chains of objects are followed for as long as the program has worked since the last collection, above it until nothing of what
    /// has gathered since is left or a collection finds nothing, whatever that takes.
    /// </summary>
    private static bool IsPlenty => s_own.Left > 256L << 20 || s_leftTensors > 1L << 18;

    private static bool HasGrown((long Bytes, long Tensors) left) => s_own.Left > left.Bytes || s_leftTensors > left.Tensors;

    private static bool HasShrunk((long Bytes, long Tensors) before) => s_own.Left < before.Bytes || s_leftTensors < before.Tensors;

    /// <summary>Whether less than half is found of what had gathered between <paramref name="left"/> and <paramref name="held"/>.</summary>
    private static bool IsLittle((long Bytes, long Tensors) held, (long Bytes, long Tensors) left) =>
        2 * (held.Bytes - s_own.Left) < held.Bytes - left.Bytes || 2 * (held.Tensors - s_leftTensors) < held.Tensors - left.Tensors;

    /// <summary>Collects and frees what was found; gives the time that the collector took.</summary>
    private static TimeSpan Run(int generation)
    {
        s_isCollecting = true;
        var released = ManagedCallbacks.Released;
        var started = Stopwatch.GetTimestamp();
        GC.Collect(generation, GCCollectionMode.Forced, blocking: true);
        var collecting = Stopwatch.GetElapsedTime(started);
        TensorRegistry.FreeDropped();
        s_isCollecting = false;
        s_goesOn = ManagedCallbacks.Released != released;
        s_leftTensors = ThreadContext.TotalLiveTensors;
        s_own.Settle(LiveBytes);
        s_shared.Settle(SharedBytes);
        if (generation == GC.MaxGeneration)
        {
            s_leftOld = s_own.Left;
        }
        s_collections++;
        return collecting;
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
