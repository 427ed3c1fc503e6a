namespace PyTorchCS.Testing;

/// <summary>Collects in a loop on a thread of its own until it is disposed, so that anything unprotected is freed soon.</summary>
public sealed class GcPressure : IDisposable
{
    private readonly Action _collect;
    private readonly Thread _thread;
    private volatile bool _stopping;
    private long _rounds;

    /// <summary>Starts collecting all there is, finalizers included.</summary>
    public GcPressure()
        : this(null)
    {
    }

    /// <summary>Starts to call <paramref name="collect"/> again and again.</summary>
    public GcPressure(Action? collect)
    {
        _collect = collect ?? CollectAll;
        _thread = new Thread(Loop) { IsBackground = true, Name = nameof(GcPressure) };
        _thread.Start();
    }

    /// <summary>How often it has collected; a test that sees 0 has shown nothing.</summary>
    public long Rounds => Interlocked.Read(ref _rounds);

    /// <summary>Stops collecting and waits for the thread.</summary>
    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
    }

    /// <summary>Mostly young collections, which come between any two calls, and a full one in each eight, which frees what has grown old.</summary>
    private void CollectAll()
    {
        GC.Collect(_rounds % 8 == 0 ? GC.MaxGeneration : (int)(_rounds % 2));
        GC.WaitForPendingFinalizers();
    }

    private void Loop()
    {
        while (!_stopping)
        {
            _collect();
            Interlocked.Increment(ref _rounds);
        }
    }
}
