using System.Diagnostics;
using System.Globalization;

namespace PyTorchCS.Benchmarks.Peers;

/// <summary>What a peer can measure in one section, and how it measures.</summary>
internal sealed class Suite
{
    private const int SpanOfCollections = 6;
    private const int LongestPiece = 200;

    private readonly List<Workload> _workloads = [];
    private readonly List<Func<int, int, Batch>> _runs = [];

    /// <summary>
    /// Answers the requests <c>list</c>, <c>run INDEX LEAD COUNT</c> and <c>collect</c>, a line each, until the input ends.
    /// </summary>
    public static int Serve(string peer, string[] args, Action<int> setThreads, IReadOnlyDictionary<string, Action<Suite>> sections)
    {
        if (args is not [string section, string text]
            || !sections.TryGetValue(section, out Action<Suite>? fill)
            || !int.TryParse(text, CultureInfo.InvariantCulture, out int threads))
        {
            Console.Error.WriteLine($"usage: {peer} {string.Join('|', sections.Keys)} THREADS");
            return 2;
        }
        setThreads(threads);
        var suite = new Suite();
        fill(suite);
        while (Console.ReadLine() is string request)
        {
            Console.WriteLine(suite.Answer(request.Split(' ')));
        }
        return 0;
    }

    /// <summary>Adds a workload; <paramref name="prepare"/> is called before its first batch and gives a loop of so many operations.</summary>
    public void Add(string bench, string variant, string unit, int items, Func<Action<int>> prepare, Leftovers leftovers = Leftovers.Keep)
    {
        int span = leftovers == Leftovers.CollectAndCount ? SpanOfCollections : 1;
        _workloads.Add(new Workload(bench, variant, unit, items, span));
        Action<int>? run = null;
        _runs.Add((lead, count) => Measure(run ??= prepare(), lead, count, leftovers));
    }

    /// <summary>Adds a workload that does <paramref name="prepare"/>'s action again and again.</summary>
    public void AddAction(string bench, string variant, string unit, int items, Func<Action> prepare, Leftovers leftovers = Leftovers.Keep)
    {
        Add(bench, variant, unit, items, () => Repeated(prepare()), leftovers);
    }

    private static Action<int> Repeated(Action action) => count =>
    {
        for (int i = 0; i < count; i++)
        {
            action();
        }
    };

    private string Answer(string[] request)
    {
        switch (request)
        {
            case ["list"]:
                return $"[{string.Join(',', _workloads.Select(workload => workload.ToJson()))}]";
            case ["run", string index, string lead, string count]:
                return _runs[Number(index)](Number(lead), Number(count)).ToJson();
            default:
                Collect();
                return "{}";
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static Batch Measure(Action<int> run, int lead, int count, Leftovers leftovers)
    {
        Repeat(run, lead);
        Environment.ProcessCpuUsage cpu = Environment.CpuUsage;
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        int collections = GC.CollectionCount(0);
        long start = Stopwatch.GetTimestamp();
        Repeat(run, count);
        if (leftovers == Leftovers.CollectAndCount)
        {
            Collect();
        }
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        collections = GC.CollectionCount(0) - collections;
        Environment.ProcessCpuUsage end = Environment.CpuUsage;
        if (leftovers == Leftovers.Collect)
        {
            Collect();
        }
        return new Batch(
            wall,
            (end.UserTime - cpu.UserTime).TotalSeconds,
            (end.PrivilegedTime - cpu.PrivilegedTime).TotalSeconds,
            bytes,
            collections);
    }

    // In many short calls, so that the loop itself reaches the compiler's last tier in the batches that are thrown away. In whole
    // hundreds where there are so many, which is how many operations share a scope.
    private static void Repeat(Action<int> run, int count)
    {
        int piece = Math.Clamp(count / 10, 1, LongestPiece);
        piece -= piece > 100 ? piece % 100 : 0;
        for (int left = count; left > 0; left -= piece)
        {
            run(Math.Min(piece, left));
        }
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
