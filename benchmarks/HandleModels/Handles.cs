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

/// <summary>The framework's own answer.</summary>
internal sealed class NativeSafeHandle : SafeHandle
{
    public NativeSafeHandle(nint native)
        : base(0, ownsHandle: true) => SetHandle(native);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => true;
}
