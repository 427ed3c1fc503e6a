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

    /// <summary>The bytes that were alive after the last collection of each generation, or of an older one.</summary>
    private static readonly long[] Left = new long[GC.MaxGeneration + 1];

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
            // The youngest generation holds what a loop drops. What was alive at that moment grows old and dies there: an older generation is asked
            // when more has gathered since its own last collection than it may.
            var generation = 0;
            do
            {
                GC.Collect(generation, GCCollectionMode.Forced, blocking: true);
                Task.Run(Finalizers).Wait(Patience);
                Left.AsSpan(0, generation + 1).Fill(LiveBytes);
                generation++;
            }
            while (generation < Left.Length && Left[0] - Left[generation] > Allowance(generation));
            s_budget = Left[0] + Math.Max(Headroom, Left[0] / 2);
        }
        finally
        {
            Volatile.Write(ref s_isCollecting, 0);
        }
    }

    /// <summary>What may gather beyond the last collection of an older generation; the oldest one, whose collection costs most, is let to grow with the program.</summary>
    private static long Allowance(int generation) =>
        generation < GC.MaxGeneration ? Headroom / 4 : Math.Max(Headroom / 2, Left[generation] / 2);
}
