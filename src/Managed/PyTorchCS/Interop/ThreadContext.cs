namespace PyTorchCS.Interop;

/// <summary>What each thread keeps for itself, so that making and freeing a tensor touches no shared memory.</summary>
internal sealed class ThreadContext
{
    private const int PoolCapacity = 4096;

    private static readonly List<ThreadContext> All = [];
    private static readonly Stack<ThreadContext> Retired = new();
    [ThreadStatic] private static ThreadContext? t_current;
    [ThreadStatic] private static ThreadExit? t_exit;

    private TensorHandle?[] _pool = new TensorHandle?[64];
    private int _pooled;

    internal static ThreadContext Current => t_current ?? Enter();

    /// <summary>The innermost scope that this thread opened.</summary>
    internal TensorScope? Scope { get; set; }

    /// <summary>Tensors that this thread made less those it freed: only the sum over all threads has a meaning.</summary>
    internal long LiveTensors { get; set; }

    internal static long TotalLiveTensors
    {
        get
        {
            lock (All)
            {
                return All.Sum(state => state.LiveTensors);
            }
        }
    }

    internal TensorHandle? TakeHandle()
    {
        if (_pooled == 0)
        {
            return null;
        }
        // The slot is cleared: a handle in use must be reachable through its tensor only.
        ref var slot = ref _pool[--_pooled];
        var handle = slot;
        slot = null;
        return handle;
    }

    internal void GiveHandle(TensorHandle handle)
    {
        if (_pooled == _pool.Length)
        {
            if (_pooled == PoolCapacity)
            {
#pragma warning disable CA1816 // An empty handle that no pool takes has nothing left to finalize.
                GC.SuppressFinalize(handle);
#pragma warning restore CA1816
                return;
            }
            Array.Resize(ref _pool, _pool.Length * 2);
        }
        _pool[_pooled++] = handle;
    }

    private static ThreadContext Enter()
    {
        lock (All)
        {
            if (!Retired.TryPop(out var state))
            {
                state = new ThreadContext();
                All.Add(state);
            }
            t_exit = new ThreadExit(state);
            return t_current = state;
        }
    }

    /// <summary>Becomes unreachable with its thread and lets the next new thread go on with the state.</summary>
    private sealed class ThreadExit(ThreadContext state)
    {
        ~ThreadExit()
        {
            lock (All)
            {
                state.Scope = null;
                Retired.Push(state);
            }
        }
    }
}
