using System.Runtime.InteropServices;

namespace PyTorchCS.Benchmarks;

/// <summary>Owns nothing: the floor that every model is compared with.</summary>
internal sealed class PlainObject
{
    public nint Native;
    public int Uses = 1;
}

/// <summary>Owns a native reference by its own finalizer; disposing it takes it off the finalizer's list.</summary>
internal sealed class FinalizableObject : IDisposable
{
    public static long Released;

    public nint Native;
    public int Uses = 1;

    ~FinalizableObject() => Release();

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        if (Native != 0)
        {
            Native = 0;
            Released++;
        }
    }
}

/// <summary>
/// A finalizable handle that outlives the object that uses it: disposing that object returns the handle to its thread's
/// pool, still registered with the collector, so neither registering nor suppressing is paid again.
/// </summary>
internal sealed class PooledHandle
{
    public static long Released;

    [ThreadStatic]
    private static PooledHandle? s_pool;

    private nint _native;
    private PooledHandle? _next;

    // A dropped handle releases what it owns and dies. It does not register itself again: the collector would then keep
    // it, and look at it in every collection, for ever. The pool makes a new one when it is empty.
    ~PooledHandle()
    {
        if (_native != 0)
        {
            _native = 0;
            Interlocked.Increment(ref Released);
        }
    }

    public static PooledHandle Rent(nint native)
    {
        PooledHandle? handle = s_pool;
        if (handle is null)
        {
            handle = new PooledHandle();
        }
        else
        {
            s_pool = handle._next;
            handle._next = null;
        }
        handle._native = native;
        return handle;
    }

    public void Return()
    {
        _native = 0;
        _next = s_pool;
        s_pool = this;
    }
}

/// <summary>What a user holds in the pooled model: it has no finalizer of its own.</summary>
internal sealed class PooledOwner(PooledHandle handle) : IDisposable
{
    private PooledHandle? _handle = handle;

    public void Dispose()
    {
        _handle?.Return();
        _handle = null;
    }
}

/// <summary>
/// A handle that refers weakly to what a user holds. Nothing has a finalizer: when a number of handles is used up, a collection is asked
/// for, and a walk over all of them finds those whose owner is gone.
/// </summary>
internal sealed class WeakHandle
{
    private const int Budget = 8192;

    private static readonly WeakHandle[] s_all = new WeakHandle[Budget];
    private static readonly Stack<WeakHandle> s_free = new(Budget);

    private readonly WeakGCHandle<WeakOwner> _owner = new(null!, trackResurrection: true);
    private nint _native;

    static WeakHandle()
    {
        for (int i = 0; i < Budget; i++)
        {
            s_free.Push(s_all[i] = new WeakHandle());
        }
    }

    public static WeakHandle Rent(nint native, WeakOwner owner)
    {
        if (s_free.Count == 0)
        {
            GC.Collect(1, GCCollectionMode.Forced, blocking: true);
            foreach (WeakHandle taken in s_all)
            {
                if (taken._native != 0 && !taken._owner.TryGetTarget(out _))
                {
                    taken.Return();
                }
            }
        }
        WeakHandle handle = s_free.Pop();
        handle._owner.SetTarget(owner);
        handle._native = native;
        return handle;
    }

    public void Return()
    {
        _native = 0;
        s_free.Push(this);
    }
}

/// <summary>What a user holds in the weak model.</summary>
internal sealed class WeakOwner : IDisposable
{
    private WeakHandle? _handle;

    public WeakOwner(nint native) => _handle = WeakHandle.Rent(native, this);

    public void Dispose()
    {
        _handle?.Return();
        _handle = null;
        GC.KeepAlive(this);
    }
}

/// <summary>The framework's own answer.</summary>
internal sealed class NativeSafeHandle : SafeHandle
{
    public NativeSafeHandle(nint native)
        : base(0, ownsHandle: true) => SetHandle(native);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => true;
}
