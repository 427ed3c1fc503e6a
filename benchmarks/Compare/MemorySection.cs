namespace PyTorchCS.Benchmarks.Compare;

/// <summary>
/// Long loops, each in a process of its own, of which the kernel knows the peak. All processes of a loop take turns, slice by
/// slice, so that their speeds can be compared as well.
/// </summary>
internal static class MemorySection
{
    private const double LimitMegabytes = 4096;
    private const double QuickLimitMegabytes = 2048;

    public static IEnumerable<Verdict> Run(TextWriter output, Options options, List<object> records)
    {
        string[] peers = options.Peers ?? [.. Options.AllPeers.Where(peer => peer != "python" || PeerCommand.PythonHasTorch())];
        double limit = options.Quick ? QuickLimitMegabytes : LimitMegabytes;
        var verdicts = new List<Verdict>();
        output.WriteLine(
            $"""
            A row is a process, `peak` its largest resident memory. Ratios of speed to the same peer's disposed row are those of the
            median slices, then of the whole loops; `GCs` counts the collections. A process that comes to hold {Format.Number(limit)} MB is stopped.

            """);
        foreach (MemoryLoop loop in MemoryLoop.All(options.Quick).Where(l => l.Bench.Contains(options.Only, StringComparison.Ordinal)))
        {
            List<MemoryRow> rows = Run(loop, peers, limit, options);
            verdicts.AddRange(Write(output, loop, rows, limit));
            records.AddRange(rows.Select(row => new
            {
                Section = "memory",
                row.Peer,
                loop.Bench,
                row.Variant,
                row.Setting,
                options.Threads,
                row.PeakMegabytes,
                row.Stopped,
                row.Series.Collections,
                SecondsPerOperation = row.Series.Times,
            }));
            Console.Error.Write('.');
        }
        Console.Error.WriteLine();
        return verdicts;
    }

    private static List<MemoryRow> Run(MemoryLoop loop, string[] peers, double limit, Options options)
    {
        List<(MemoryRow Row, Peer Peer, int Index)> processes = [];
        try
        {
            foreach (string name in peers)
            {
                processes.AddRange(Start(loop, name, options));
            }
            var random = new Random(1);
            for (int slice = 0; slice < loop.Slices; slice++)
            {
                var order = processes.Where(process => !process.Row.Stopped).ToArray();
                random.Shuffle(order);
                foreach ((MemoryRow row, Peer peer, int index) in order)
                {
                    Turn(loop, row, peer, index, limit);
                }
            }
            processes.ForEach(process => process.Row.Series.Complete());
        }
        finally
        {
            processes.ForEach(process => process.Peer.Dispose());
        }
        return [.. processes.Select(process => process.Row)];
    }

    private static void Turn(MemoryLoop loop, MemoryRow row, Peer peer, int index, double limit)
    {
        if (peer.RunWatched(index, loop.Slice, limit) is { } batch)
        {
            row.Series.Add(batch, loop.Slice);
            row.PeakMegabytes = peer.Memory("VmHWM");
        }
        else
        {
            row.Stopped = true;
            row.PeakMegabytes = limit;
        }
    }

    // A process for each variant, and for this library one for each setting of the collector too.
    private static IEnumerable<(MemoryRow Row, Peer Peer, int Index)> Start(MemoryLoop loop, string name, Options options)
    {
        PeerCommand command = PeerCommand.For(name, options);
        Peer first = Peer.Start(name, command, "memory", options.Threads);
        int[] indices = [.. Enumerable.Range(0, first.Workloads.Length).Where(i => first.Workloads[i].Bench == loop.Bench)];
        foreach (int index in indices)
        {
            string variant = first.Workloads[index].Variant;
            foreach (string setting in Settings(loop, name, variant, options))
            {
                PeerCommand started = setting == MemoryLoop.NativeAot ? PeerCommand.Compiled(options)
                    : setting.Split('=') is [string variable, string value] ? command.WithVariable(variable, value)
                    : command;
                // The process that was asked for its list has done nothing yet, and so is as good as a new one.
                Peer peer = index == indices[0] && setting.Length == 0 ? first : Peer.Start(name, started, "memory", options.Threads);
                yield return (new MemoryRow(name, variant, setting) { Series = new Series(name, first.Workloads[index]) }, peer, index);
            }
        }
    }

    private static string[] Settings(MemoryLoop loop, string peer, string variant, Options options) => peer == "pytorchcs" && variant != "disposed"
        ?
        [
            "",
            .. loop.IsCompiled && File.Exists(PeerCommand.Compiled(options).Program) ? [MemoryLoop.NativeAot] : Array.Empty<string>(),
            .. loop.HasSettings ? MemoryLoop.Settings : [],
        ]
        : [""];

    private static List<Verdict> Write(TextWriter output, MemoryLoop loop, List<MemoryRow> rows, double limit)
    {
        var verdicts = new List<Verdict>();
        MemoryRow? cpp = rows.Find(row => row.Peer == "cpp");
        MemoryRow? python = rows.Find(row => row.Peer == "python");
        var table = new Table(3, "peer", "variant", "setting", "peak MB", "/ disposed", "/ C++", "/ Python", "speed", "/ disposed", "whole", "GCs", "target");
        foreach (MemoryRow row in rows)
        {
            MemoryRow? disposed = rows.Find(other => other.Peer == row.Peer && other.Variant == "disposed" && other.Setting.Length == 0);
            disposed = disposed == row ? null : disposed;
            Verdict[] judged = [.. Judge(loop, row, disposed, cpp, python, limit)];
            verdicts.AddRange(judged);
            Series series = row.Series;
            bool hasSpeed = series.Count != 0;
            table.Add(
                Format.PeerNames[row.Peer],
                row.Variant,
                row.Setting.Replace("DOTNET_", "", StringComparison.Ordinal),
                row.Stopped ? $"stopped at {Format.Number(row.PeakMegabytes)}" : Format.Number(row.PeakMegabytes),
                Format.Ratio(row.PeakMegabytes / disposed?.PeakMegabytes),
                Format.Ratio(row.PeakMegabytes / cpp?.PeakMegabytes),
                Format.Ratio(row.PeakMegabytes / python?.PeakMegabytes),
                hasSpeed ? Format.Time(series.Median, series.Workload.Unit, 1) : "",
                hasSpeed ? Format.Ratio(disposed?.Series.Median / series.Median) : "",
                hasSpeed ? Format.Ratio(disposed?.Series.Mean / series.Mean) : "",
                row.Peer is "pytorchcs" or "torchsharp" ? Format.Number(series.Collections) : "",
                string.Join("; ", judged.Select(verdict => verdict.ToString())));
        }
        output.WriteLine($"**{loop.Title}**, {Format.Number(loop.Slice * (double)loop.Slices)} of them in {loop.Slices} slices.");
        table.Write(output, textAtEnd: true);
        return verdicts;
    }

    private static IEnumerable<Verdict> Judge(
        MemoryLoop loop, MemoryRow row, MemoryRow? disposed, MemoryRow? cpp, MemoryRow? python, double limit)
    {
        string what = $"{loop.Bench}, {row.Variant} {row.Setting}".TrimEnd();
        if (row.IsOurs)
        {
            foreach ((Target target, double? value) in loop.Targets(row, disposed, cpp, python))
            {
                if (value is double known)
                {
                    yield return target.Judge(what, known);
                }
            }
        }
        else if (row.Setting.Length != 0)
        {
            yield return new Target("bounded, MB", limit - 1, IsLeast: false, "F0").Judge(what, row.PeakMegabytes);
        }
    }
}
