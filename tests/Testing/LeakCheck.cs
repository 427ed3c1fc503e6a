using PyTorchCS.Interop;

namespace PyTorchCS.Testing;

/// <summary>
/// Base of every test class that touches tensors: after each test, and a collection, no more native tensors are alive than before it.
/// </summary>
/// <remarks>Tests of one assembly therefore run one after another (<c>DisableTestParallelization</c>).</remarks>
public abstract class LeakCheck : IDisposable
{
    private static long s_settled = -1;
    private readonly long _before;

    /// <summary>Counts what is alive; collects first where anything happened since the last count.</summary>
    protected LeakCheck() => _before = TensorStatistics.LiveTensors == s_settled ? s_settled : Settled();

    /// <summary>How many native tensors live objects hold, after collecting those that nobody can reach.</summary>
    public static long Settled()
    {
        // A finalizer may release the last holder of another tensor, so one round is not enough.
        Collect();
        Collect();
        return s_settled = TensorStatistics.LiveTensors;
    }

    /// <summary>Fails the test that left tensors behind.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Clean-up of a derived class goes first, then the count is compared.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || TensorStatistics.LiveTensors <= _before)
        {
            return;
        }

        // What a test leaves behind is young, and a young collection costs a hundredth of a full one.
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            Collect(generation);
            TensorRegistry.FreeDropped();
            if (TensorStatistics.LiveTensors <= _before)
            {
                return;
            }
        }

        var after = Settled();
        if (after > _before)
        {
            throw new LeakException($"{after - _before} native tensors are still alive after this test: {_before} before it, {after} now.");
        }
    }

    private static void Collect(int generation = 2)
    {
        GC.Collect(generation);
        GC.WaitForPendingFinalizers();
    }
}
