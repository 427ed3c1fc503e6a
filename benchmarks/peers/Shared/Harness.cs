using System.Diagnostics;
using System.Globalization;

namespace PyTorchCS.Benchmarks.Peers;

/// <summary>Times one operation many times and prints a JSON line, with the fields that every peer prints.</summary>
internal sealed class Harness(string peer, string section, int threads)
{
    private static readonly Process s_self = Process.GetCurrentProcess();

    /// <summary>
    /// Prepares the section that the command line names, does one round of it for every line it reads, and prints an empty line
    /// after each.
    /// </summary>
    public static int Serve(
        string peer, string[] args, Action<int> setThreads, IReadOnlyDictionary<string, Func<Action<Harness>>> sections)
    {
        if (args is not [string section, string text]
            || !sections.TryGetValue(section, out Func<Action<Harness>>? prepare)
            || !int.TryParse(text, CultureInfo.InvariantCulture, out int threads))
        {
            Console.Error.WriteLine($"usage: {peer} {string.Join('|', sections.Keys)} THREADS");
            return 2;
        }
        setThreads(threads);
        var harness = new Harness(peer, section, threads);
        Action<Harness> round = prepare();
        while (Console.ReadLine() is not null)
        {
            round(harness);
            Console.WriteLine();
        }
        return 0;
    }

    /// <summary>
    /// Measures <paramref name="run"/>, which does an operation as often as it is told in a loop of its own; each is worth
    /// <paramref name="items"/> of what the unit counts. What is left over for the collector is collected afterwards, timed apart.
    /// </summary>
    public void Measure(string name, string variant, string unit, int count, int items, Action<int> run)
    {
        // Short batches, so that the loop itself reaches the compiler's last tier in the rounds that are thrown away.
        int batch = Math.Min(count, 500);
        Collect();
        (double user, double system) = CpuSeconds();
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        int collections = GC.CollectionCount(0);
        long start = Stopwatch.GetTimestamp();
        for (int done = 0; done < count; done += batch)
        {
            run(batch);
        }
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        collections = GC.CollectionCount(0) - collections;
        (double userEnd, double systemEnd) = CpuSeconds();
        Collect();
        double collected = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var extra = new Dictionary<string, double>
        {
            ["alloc_bytes_per_op"] = bytes / count,
            ["gen0_per_rep"] = collections,
            ["wall_collected"] = collected,
        };
        var measurement = new Measurement(
            peer, section, name, variant, threads, unit, (long)count * items, [wall], [userEnd - user], [systemEnd - system], extra);
        Console.WriteLine(measurement.ToJson());
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private static (double User, double System) CpuSeconds()
    {
        s_self.Refresh();
        return (s_self.UserProcessorTime.TotalSeconds, s_self.PrivilegedProcessorTime.TotalSeconds);
    }
}
