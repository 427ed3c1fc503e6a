using System.Diagnostics;
using System.Globalization;

namespace PyTorchCS.Benchmarks;

/// <summary>
/// Measures what a managed object that owns a native reference costs, without any native call: the choice of the handle
/// model rests on these figures. <c>HandleModels [--quick]</c>.
/// </summary>
internal static class Program
{
    private const int Batch = 1_000;

    private static object? s_sink;
    private static int s_uses;

    private static int Main(string[] args)
    {
        bool quick = args is ["--quick"];
        if (args.Length != 0 && !quick)
        {
            Console.Error.WriteLine("usage: HandleModels [--quick]");
            return 2;
        }

        int operations = quick ? 500_000 : 4_000_000;
        int rounds = quick ? 3 : 9;
        var measurements = Models().Select(model => new Measurement(model.Name, model.Run)).ToArray();
        // The models take turns, so that a disturbance of the machine meets all of them.
        for (int round = -1; round < rounds; round++)
        {
            foreach (Measurement measurement in measurements)
            {
                measurement.RunRound(operations, keep: round >= 0);
            }
        }

        Console.WriteLine($"{rounds} rounds of {operations:N0} operations; ns per operation, median (minimum)");
        Console.WriteLine();
        Console.WriteLine("| model | loop | loop + final collection | bytes | gen0 per million |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        foreach (Measurement measurement in measurements)
        {
            Console.WriteLine(measurement.Row());
        }
        return 0;
    }

    private static IEnumerable<(string Name, Action<int> Run)> Models()
    {
        yield return ("plain object, dropped", count =>
        {
            for (int i = 1; i <= count; i++)
            {
                s_sink = new PlainObject { Native = i };
            }
        });
        yield return ("finalizable object, disposed (suppressed)", count =>
        {
            for (int i = 1; i <= count; i++)
            {
                var owner = new FinalizableObject { Native = i };
                s_sink = owner;
                owner.Dispose();
            }
        });
        yield return ("finalizable object, dropped", count =>
        {
            for (int i = 1; i <= count; i++)
            {
                s_sink = new FinalizableObject { Native = i };
            }
        });
        yield return ("pooled handle, disposed", count =>
        {
            for (int i = 1; i <= count; i++)
            {
                var owner = new PooledOwner(PooledHandle.Rent(i));
                s_sink = owner;
                owner.Dispose();
            }
        });
        yield return ("pooled handle, dropped", count =>
        {
            for (int i = 1; i <= count; i++)
            {
                s_sink = new PooledOwner(PooledHandle.Rent(i));
            }
        });
        yield return ("weak handle, disposed", count =>
        {
            for (int i = 1; i <= count; i++)
            {
                var owner = new WeakOwner(i);
                s_sink = owner;
                owner.Dispose();
            }
        });
        yield return ("weak handle, dropped", count =>
        {
            for (int i = 1; i <= count; i++)
            {
                s_sink = new WeakOwner(i);
            }
        });
        yield return ("SafeHandle, disposed", count =>
        {
            for (int i = 1; i <= count; i++)
            {
                var handle = new NativeSafeHandle(i);
                s_sink = handle;
                handle.Dispose();
            }
        });
        yield return ("SafeHandle, DangerousAddRef + Release", UseSafeHandle);
        yield return ("interlocked increment + decrement", count =>
        {
            for (int i = 0; i < count; i++)
            {
                Interlocked.Increment(ref s_uses);
                Interlocked.Decrement(ref s_uses);
            }
        });
        yield return ("GC.KeepAlive", count =>
        {
            object kept = s_sink!;
            for (int i = 0; i < count; i++)
            {
                GC.KeepAlive(kept);
            }
        });
    }

    private static readonly NativeSafeHandle s_handle = new(1);

    private static void UseSafeHandle(int count)
    {
        for (int i = 0; i < count; i++)
        {
            bool added = false;
            s_handle.DangerousAddRef(ref added);
            s_handle.DangerousRelease();
        }
    }

    private sealed class Measurement(string name, Action<int> run)
    {
        private readonly List<double> _loop = [];
        private readonly List<double> _collected = [];
        private double _bytes;
        private double _collections;

        public void RunRound(int operations, bool keep)
        {
            Collect();
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            int collections = GC.CollectionCount(0);
            long start = Stopwatch.GetTimestamp();
            for (int done = 0; done < operations; done += Batch)
            {
                run(Batch);
            }
            TimeSpan loop = Stopwatch.GetElapsedTime(start);
            bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
            collections = GC.CollectionCount(0) - collections;
            s_sink = this;
            Collect();
            TimeSpan collected = Stopwatch.GetElapsedTime(start);
            if (keep)
            {
                _loop.Add(loop.TotalNanoseconds / operations);
                _collected.Add(collected.TotalNanoseconds / operations);
                _bytes = (double)bytes / operations;
                _collections = collections * 1e6 / operations;
            }
        }

        public string Row() => string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {Show(_loop)} | {Show(_collected)} | {_bytes:F0} | {_collections:F1} |");

        private static string Show(List<double> values)
        {
            double[] sorted = [.. values.Order()];
            return string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Length / 2]:F1} ({sorted[0]:F1})");
        }

        private static void Collect()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
