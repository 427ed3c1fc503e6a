using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

/// <summary>Asks the collector to run when native memory has outgrown what the last collection left, since the collector sees only small objects.</summary>
/// <remarks>
/// The shim counts the bytes of all tensors on the processor. The budget is what survived the last collection and half of it again, at least
/// <see cref="Headroom"/>: a collection costs little beside the work that makes so many tensors, and memory stays within a fixed ratio of what
/// the program holds.
/// </remarks>
internal static unsafe class MemoryGovernor
{
    /// <summary>What may be made between two collections however little is alive.</summary>
    internal const long Headroom = 128L << 20;

    /// <summary>Finalizers that take longer than this go on by themselves: one that waits for a lock of this thread must not hold it up for good.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private static readonly Action Finalizers = GC.WaitForPendingFinalizers;
    private static long* s_live;
    private static long s_budget = Headroom;
    private static int s_isCollecting;

    /// <summary>The bytes that tensors on the processor hold.</summary>
    internal static long LiveBytes => s_live is null ? 0 : Volatile.Read(ref *s_live);

    /// <summary>Lets the shim count, from the first tensor on.</summary>
    internal static void Attach(nint shim)
    {
        long* live;
        var count = (delegate* unmanaged<long**, NativeError*>)NativeLibrary.GetExport(shim, "torch_memory_count");
        Errors.Check(count(&live), "torch_memory_count");
        s_live = live;
    }

    /// <summary>Called for every tensor that is made.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Check()
    {
        if (*s_live > s_budget)
        {
            Collect();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Collect()
    {
        if (Interlocked.Exchange(ref s_isCollecting, 1) != 0)
        {
            return;
        }
        try
        {
            // The youngest generation holds what a loop drops; an older one is asked only where that did not help.
            var before = LiveBytes;
            for (var generation = 0; generation <= GC.MaxGeneration; generation++)
            {
                GC.Collect(generation, GCCollectionMode.Forced, blocking: true);
                Task.Run(Finalizers).Wait(Patience);
                if (LiveBytes < before - (before / 4))
                {
                    break;
                }
            }
            var left = LiveBytes;
            s_budget = left + Math.Max(Headroom, left / 2);
        }
        finally
        {
            Volatile.Write(ref s_isCollecting, 0);
        }
    }
}
