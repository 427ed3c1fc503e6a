using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

/// <summary>Programs on several threads, beside a thread that collects, one that disposes, and finalizers that compute.</summary>
/// <remarks>Programs wander: a thread may put one aside after some steps, and another thread goes on with it.</remarks>
internal sealed class StressRun : IDisposable
{
    private const int Threads = 4;
    private const int Programs = 400;
    private const int MostAside = 32;

    /// <summary>How long a thread may take to notice that the time is over before it counts as stuck.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Tensor _shared = StressProgram.MakeShared();
    private readonly IReadOnlyList<ulong>[] _expected;
    private readonly ConcurrentQueue<StressProgram> _wandering = new();
    private readonly ConcurrentQueue<(Tensor Tensor, ulong Digest)> _gifts = new();
    private readonly BlockingCollection<(Tensor Tensor, StrongBox<bool>? IsNear)> _doomed = new(boundedCapacity: 256);
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly StressProgram?[] _current = new StressProgram?[Threads];
    private readonly long[] _steps = new long[Enum.GetValues<StressStep>().Length];
    private readonly long[] _ways = new long[Enum.GetValues<StressWay>().Length];
    private long _programs;
    private long _collections;
    private volatile bool _isOver;

    private StressRun() => _expected = [.. Enumerable.Range(0, Programs).Select(seed => StressProgram.RunAlone(seed, _shared))];

    /// <summary>Runs for some time and says what happened.</summary>
    internal static StressReport For(TimeSpan time, int seed)
    {
        using var run = new StressRun();
        run.RunThreads(time, seed);
        run.Guard(run.UseWhatIsLeft);
        return new StressReport(run._programs, run._collections, Table<StressStep>(run._steps), Table<StressWay>(run._ways), [.. run._failures]);
    }

    public void Dispose() => _doomed.Dispose();

    internal void Note(StressWay way) => Interlocked.Increment(ref _ways[(int)way]);

    internal void Fail(string failure)
    {
        _failures.Enqueue(failure);
        _isOver = true;
    }

    internal void Check(ulong expected, ulong found, string place)
    {
        if (expected != found)
        {
            Fail($"{place}: wrong elements");
        }
    }

    /// <summary>Lets another thread dispose a tensor at some time.</summary>
    internal void DisposeElsewhere(Tensor tensor)
    {
        if (_doomed.TryAdd((tensor, null)))
        {
            Note(StressWay.DisposedElsewhere);
        }
    }

    /// <summary>Lets another thread dispose a tensor, and returns when that one is about to.</summary>
    internal void DisposeElsewhereAtOnce(Tensor tensor)
    {
        var isNear = new StrongBox<bool>();
        if (_doomed.TryAdd((tensor, isNear)))
        {
            SpinWait.SpinUntil(() => Volatile.Read(ref isNear.Value), millisecondsTimeout: 1000);
            Note(StressWay.DisposedElsewhere);
        }
    }

    /// <summary>Leaves a tensor to whichever thread asks first.</summary>
    internal void GiveAway(Tensor tensor) => _gifts.Enqueue((tensor, TensorDigest.Of(tensor)));

    /// <summary>Keeps what a finalizer held, unless nobody will ask for it any more.</summary>
    internal void Resurrect(Tensor tensor, ulong digest)
    {
        if (!_isOver)
        {
            _gifts.Enqueue((tensor, digest));
            Note(StressWay.Resurrected);
        }
    }

    internal void UseWhatOthersGave()
    {
        for (var most = 4; most > 0 && _gifts.TryDequeue(out var gift); most--)
        {
            var (tensor, digest) = gift;
            var copy = tensor.T.Clone().T;
            if (most % 2 == 0)
            {
                tensor.Dispose();
            }

            Check(digest, TensorDigest.Of(copy), "a tensor of another thread");
            Note(StressWay.UsedByAnotherThread);
        }
    }

    private void RunThreads(TimeSpan time, int seed)
    {
        var workers = Enumerable.Range(0, Threads).Select(place => Start($"worker {place}", () => Work(place, seed + place))).ToArray();
        var disposer = Start("disposer", DisposeLoop);
        var random = new Random(seed);
        using (var pressure = new GcPressure(() => Guard(() => CollectSomehow(random))))
        {
            var watch = Stopwatch.StartNew();
            while (!_isOver && watch.Elapsed < time)
            {
                Thread.Sleep(20);
            }

            _isOver = true;
            foreach (var worker in workers)
            {
                Join(worker);
            }

            _collections = pressure.Rounds;
        }

        _doomed.CompleteAdding();
        Join(disposer);
    }

    private Thread Start(string name, Action work)
    {
        var thread = new Thread(() => Guard(work)) { IsBackground = true, Name = name };
        thread.Start();
        return thread;
    }

    private void Join(Thread thread)
    {
        if (!thread.Join(Patience))
        {
            Fail($"{thread.Name} is stuck; the threads are at {string.Join(", ", _current.Select(program => $"{program?.Seed}: {program?.Current}"))}");
        }
    }

    private void Guard(Action work)
    {
        try
        {
            work();
        }
#pragma warning disable CA1031 // What a thread throws ends the process.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception.ToString());
        }
    }

    private void Work(int place, int seed)
    {
        // LibTorch takes the number of threads over when a thread first asks for it; a product that comes before is computed by more than one,
        // and rounds differently.
        _ = Torch.GetNumThreads();
        var random = new Random(seed);
        while (Next(random) is { } program)
        {
            _current[place] = program;
            if (!program.Advance(random.Next(1, 20)))
            {
                Count(program);
            }
            else
            {
                _wandering.Enqueue(program);
                Note(StressWay.Migrated);
            }
        }
    }

    /// <summary>A program put aside, or a new one until the time is over; null after a failure, or where no work is left.</summary>
    private StressProgram? Next(Random random)
    {
        if (!_failures.IsEmpty)
        {
            return null;
        }

        var takesOver = _isOver || _wandering.Count >= MostAside || random.Next(2) == 0;
        return takesOver && _wandering.TryDequeue(out var aside) ? aside : _isOver ? null : NewProgram(random);
    }

    private StressProgram NewProgram(Random random)
    {
        var seed = random.Next(Programs);
        return new StressProgram(seed, new RandomLifetimes(this, random.Next()), _shared, _expected[seed]);
    }

    private void Count(StressProgram program)
    {
        Interlocked.Increment(ref _programs);
        for (var i = 0; i < _steps.Length; i++)
        {
            Interlocked.Add(ref _steps[i], program.Counts[i]);
        }
    }

    private void DisposeLoop()
    {
        var random = new Random(0);
        Tensor? heir = null;
        foreach (var (tensor, isNear) in _doomed.GetConsumingEnumerable())
        {
            try
            {
                if (isNear is not null)
                {
                    Volatile.Write(ref isNear.Value, true);
                    Thread.SpinWait(random.Next(300));
                }

                var next = DisposeForAnHeir(tensor);
                heir?.Dispose();
                heir = next;
            }
            catch (ObjectDisposedException)
            {
                // A scope was faster.
            }
        }
    }

    /// <summary>Gives memory and handle to another tensor at once, which betrays who still uses them.</summary>
    private static Tensor DisposeForAnHeir(Tensor tensor)
    {
        var (count, dtype) = (tensor.Numel(), tensor.DType);
        tensor.Dispose();
        return Torch.Full([count], dtype.IsFloatingPoint ? double.NaN : 77, dtype: dtype);
    }

    private static void CollectSomehow(Random random)
    {
        switch (random.Next(40))
        {
            case < 26:
                GC.Collect(0);
                break;
            case < 35:
                GC.Collect(1);
                break;
            case < 37:
                GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
                break;
            case < 39:
                GC.Collect();
                GC.WaitForPendingFinalizers();
                break;
            default:
                _ = TensorStatistics.Report();
                break;
        }

        if (random.Next(2) == 0)
        {
            Thread.Sleep(random.Next(3));
        }
    }

    /// <summary>Lets the last finalizers compute and looks at what they and the threads left to others.</summary>
    private void UseWhatIsLeft()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        while (!_gifts.IsEmpty)
        {
            UseWhatOthersGave();
        }
    }

    private static Dictionary<T, long> Table<T>(long[] counts)
        where T : struct, Enum => Enum.GetValues<T>().Zip(counts).ToDictionary(entry => entry.First, entry => entry.Second);
}
