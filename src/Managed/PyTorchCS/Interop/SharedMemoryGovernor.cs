namespace PyTorchCS.Interop;

/// <summary>Asks the collector to run when memory of others that tensors keep has outgrown what the last collection left.</summary>
/// <remarks>
/// The collector sees the arrays that tensors lie over and cannot free them: they stay pinned until dropped tensors have been looked for. What
/// survives its collections only because nobody has looked lets it wait longer for the next, and so memory would grow without an end.
/// </remarks>
internal static class SharedMemoryGovernor
{
    private static readonly Lock Gate = new();
    // Such memory is there already, and a tensor over it costs next to nothing: collections are rarer than where tensors bring their own.
    private static CollectionPace s_pace = new(smallest: 64L << 20, largest: 512L << 20);
    private static long s_left; // bytes that were kept after the last collection
    private static long s_budget = s_pace.Step;

    /// <summary>Called for every tensor over memory of others.</summary>
    internal static void Check()
    {
        var kept = MemoryGovernor.SharedBytes;
        if (kept > Volatile.Read(ref s_budget) || kept < Volatile.Read(ref s_left) / 2)
        {
            Adjust(kept);
        }
    }

    private static void Adjust(long kept)
    {
        if (!Gate.TryEnter())
        {
            return;
        }
        try
        {
            if (kept <= s_left)
            {
                // Much has been given back without a collection: what is dropped from here on counts from there.
                Volatile.Write(ref s_left, kept);
            }
            else if (MemoryGovernor.TryCollect(out var share))
            {
                var left = MemoryGovernor.SharedBytes;
                s_pace.Adapt(share, kept - left, left);
                Volatile.Write(ref s_left, left);
            }
            Volatile.Write(ref s_budget, s_left + Math.Max(s_pace.Step, s_left / 2));
        }
        finally
        {
            Gate.Exit();
        }
    }
}
