namespace PyTorchCS.Interop;

/// <summary>What each thread keeps for itself, so that making and freeing a tensor touches no shared memory.</summary>
internal sealed class ThreadContext
{
    private static readonly List<ThreadContext> All = [];
    private static readonly Stack<ThreadContext> Retired = new();
    [ThreadStatic] private static ThreadContext? t_current;
    [ThreadStatic] private static ThreadExit? t_exit;

    private readonly TensorHandle?[] _pool = new TensorHandle?[4 * TensorRegistry.Portion];
    private readonly Stack<List<Tensor>> _tensors = new();
    private readonly Stack<List<TensorHandle>> _handles = new();
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

    /// <summary>An empty list, one of this thread's where it has one to spare.</summary>
    internal List<Tensor> RentTensors() => _tensors.TryPop(out var list) ? list : [];

    internal void Return(List<Tensor> list)
    {
        list.Clear();
        _tensors.Push(list);
    }

    /// <summary>An empty list, one of this thread's where it has one to spare.</summary>
    internal List<TensorHandle> RentHandles() => _handles.TryPop(out var list) ? list : [];

    internal void Return(List<TensorHandle> list)
    {
        list.Clear();
        _handles.Push(list);
    }

    internal TensorHandle TakeHandle()
    {
        if (_pooled == 0)
        {
            TensorRegistry.FreeDroppedOrCollect();
            if (_pooled == 0)
            {
                _pooled = TensorRegistry.Refill(_pool);
            }
        }
        return _pool[--_pooled]!;
    }

    internal void GiveHandle(TensorHandle handle)
    {
        if (_pooled == _pool.Length)
        {
            _pooled -= TensorRegistry.Portion;
            TensorRegistry.Return(_pool.AsSpan(_pooled));
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
