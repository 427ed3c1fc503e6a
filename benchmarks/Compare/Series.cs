using PyTorchCS.Benchmarks.Peers;

namespace PyTorchCS.Benchmarks.Compare;

/// <summary>The batches of one peer and workload.</summary>
internal sealed class Series(string peer, Workload workload)
{
    private readonly List<double> _times = [];
    private double _seconds;
    private long _operations;
    private long _bytes;
    private int _collections;

    public string Peer => peer;

    public Workload Workload => workload;

    public int Count => _times.Count;

    /// <summary>Seconds for an operation: the median of the batches.</summary>
    public double Median { get; private set; }

    /// <summary>Seconds for an operation in the fastest batch.</summary>
    public double Minimum { get; private set; }

    /// <summary>Seconds for an operation over all batches together, whatever came between.</summary>
    public double Mean => _seconds / _operations;

    /// <summary>Managed bytes for an operation.</summary>
    public double Bytes => (double)_bytes / _operations;

    /// <summary>Collections of managed memory in all batches.</summary>
    public int Collections => _collections;

    /// <summary>Seconds for an operation, batch by batch.</summary>
    public IReadOnlyList<double> Times => _times;

    public void Add(Batch batch, int count)
    {
        _times.Add(batch.Wall / count);
        _seconds += batch.Wall;
        _operations += count;
        _bytes += batch.Bytes;
        _collections += batch.Gen0;
    }

    /// <summary>Called once, after the last batch; without any, all figures are NaN.</summary>
    public void Complete()
    {
        double[] sorted = _times.Count == 0 ? [double.NaN] : [.. _times.Order()];
        Median = sorted[sorted.Length / 2];
        Minimum = sorted[0];
    }
}
