namespace PyTorchCS.Interop;

/// <summary>All handles of the process: those that wait for a tensor, and those whose tensor may have gone.</summary>
internal static unsafe class TensorRegistry
{
    /// <summary>How many handles a thread takes at a time.</summary>
    internal const int Portion = 256;

    private static readonly Lock Looking = new();
    private static readonly Lock Gate = new();
    private static readonly List<TensorHandle[]> All = [];
    private static readonly Stack<TensorHandle> Free = new();
    // The fewest are what a second-level cache holds several times over with what belongs to them: where several programs take turns, what
    // a loop has dropped has to come back from memory.
    private static CollectionPace s_pace = new(smallest: 512, largest: 65536);
    private static long s_budget = s_pace.Step;
    private static int s_looked = -1;

    /// <summary>
    /// Called by a thread without handles: looks whether a collection has run, and asks for one when more tensors were made since the last than may be.
    /// </summary>
    internal static void FreeDroppedOrCollect()
    {
        FreeDropped();
        long before;
        lock (Gate)
        {
            before = InUse;
            if (Free.Count > 0 || before < s_budget)
            {
                return;
            }
        }
        if (MemoryGovernor.TryCollect(out var cost))
        {
            lock (Gate)
            {
                s_pace.Adapt(cost, before - InUse, InUse);
                s_budget = InUse + s_pace.Step;
            }
        }
    }

    /// <summary>Fills a thread's empty pool and says with how many.</summary>
    internal static int Refill(TensorHandle?[] pool)
    {
        lock (Gate)
        {
            if (Free.Count == 0)
            {
                var portion = new TensorHandle[Portion];
                for (var i = 0; i < portion.Length; i++)
                {
                    portion[i] = new TensorHandle();
                }
                All.Add(portion);
                portion.CopyTo(pool, 0);
                return portion.Length;
            }
            var count = Math.Min(Math.Min(Free.Count, Portion), pool.Length);
            for (var i = 0; i < count; i++)
            {
                pool[i] = Free.Pop();
            }
            return count;
        }
    }

    /// <summary>Takes handles that a thread has no room for.</summary>
    internal static void Return(ReadOnlySpan<TensorHandle?> handles)
    {
        lock (Gate)
        {
            foreach (var handle in handles)
            {
                Free.Push(handle!);
            }
        }
    }

    /// <summary>Frees what belonged to tensors that the collector has found gone. It does nothing where no collection has run since the last look.</summary>
    internal static void FreeDropped()
    {
        lock (Looking)
        {
            var collections = GC.CollectionCount(0);
            if (collections == s_looked)
            {
                return;
            }
            s_looked = collections;
            var thread = ThreadContext.Current;
            var dropped = thread.RentHandles();
            lock (Gate)
            {
                foreach (var portion in All)
                {
                    foreach (var handle in portion)
                    {
                        if (handle.TryReclaim())
                        {
                            dropped.Add(handle);
                        }
                    }
                }
            }
            Release(dropped);
            thread.Return(dropped);
            lock (Gate)
            {
                s_budget = InUse + s_pace.Step;
            }
        }
    }

    /// <summary>The tensors that are alive at this moment, those first that took their handles first, and where they were made.</summary>
    internal static List<(Tensor Tensor, CreationSite? Site)> Snapshot()
    {
        var alive = new List<(Tensor, CreationSite?)>();
        lock (Gate)
        {
            foreach (var portion in All)
            {
                foreach (var handle in portion)
                {
                    if (handle.Peek() is { } tensor)
                    {
                        alive.Add((tensor, handle.Site));
                    }
                }
            }
        }
        return alive;
    }

    /// <summary>Frees the native references of handles that nobody uses any more, with few calls.</summary>
    internal static void Release(List<TensorHandle> handles)
    {
        const int AtOnce = 256;
        var impls = stackalloc nint[AtOnce];
        var thread = ThreadContext.Current;
        thread.LiveTensors -= handles.Count;
        for (var start = 0; start < handles.Count; start += AtOnce)
        {
            var count = Math.Min(AtOnce, handles.Count - start);
            for (var i = 0; i < count; i++)
            {
                impls[i] = handles[start + i].Empty();
            }
            Native.FreeTensors(impls, count);
        }
        foreach (var handle in handles)
        {
            thread.GiveHandle(handle);
        }
    }

    private static int InUse => (All.Count * Portion) - Free.Count;
}
