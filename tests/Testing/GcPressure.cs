namespace PyTorchCS.Testing;

/// <summary>Collects in a loop on a thread of its own until it is disposed, so that anything unprotected is finalized soon.</summary>
public sealed class GcPressure : IDisposable
{
    private readonly Thread _thread;
    private volatile bool _stopping;
    private long _rounds;

    /// <summary>Starts collecting.</summary>
    public GcPressure()
    {
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

    private void Loop()
    {
        while (!_stopping)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Interlocked.Increment(ref _rounds);
        }
    }
}
