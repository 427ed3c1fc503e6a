namespace PyTorchCS.Benchmarks.Compare;

/// <summary>One row a workload, peer and variant, with its time relative to a plain copy and to the fastest variant of each other peer.</summary>
internal static class DataTable
{
    private const string PlainCopy = "memcpy";

    public static IEnumerable<Verdict> Write(TextWriter output, IReadOnlyCollection<Series> series)
    {
        var verdicts = new List<Verdict>();
        string[] peers = [.. Options.AllPeers.Where(peer => peer != "pytorchcs" && series.Any(s => s.Peer == peer))];
        var table = new Table(3, ["workload", "peer", "variant", "median", "best", "x memcpy", "best", .. peers.Select(peer => "x " + Format.PeerNames[peer]), "bytes", "target"]);
        foreach (var workload in series.GroupBy(s => s.Workload.Bench))
        {
            Series? copy = workload.FirstOrDefault(s => s.Peer == "pytorchcs" && s.Workload.Variant == PlainCopy);
            foreach (Series row in workload)
            {
                Verdict? verdict = row.Peer == "pytorchcs" ? Judge(row, copy, Fastest(workload, "cpp")) : null;
                if (verdict is not null)
                {
                    verdicts.Add(verdict);
                }
                table.Add(
                [
                    workload.Key,
                    Format.PeerNames[row.Peer],
                    row.Workload.Variant,
                    Show(row, row.Median),
                    Show(row, row.Minimum),
                    Format.Ratio(row.Median / copy?.Median),
                    Format.Ratio(row.Minimum / copy?.Minimum),
                    .. peers.Select(peer => Format.Ratio(row.Median / Fastest(workload, peer)?.Median)),
                    row.Peer is "pytorchcs" or "torchsharp" ? Format.Number(row.Bytes) : "",
                    verdict?.ToString() ?? "",
                ]);
            }
        }
        output.WriteLine("`x memcpy` is the time relative to a plain copy of the same bytes in the process of PyTorchCS, into a fresh array for `out array`:");
        output.WriteLine("medians, then best batches. The other ratios are to the fastest variant of that peer.");
        table.Write(output, textAtEnd: true);
        return verdicts;
    }

    private static Series? Fastest(IEnumerable<Series> workload, string peer) =>
        workload.Where(s => s.Peer == peer).MinBy(s => s.Median);

    private static Verdict? Judge(Series row, Series? copy, Series? cpp)
    {
        if (Target.ForData(row.Workload.Bench, row.Workload.Variant) is not var (target, bar))
        {
            return null;
        }
        double? unit = bar switch
        {
            DataBar.Memcpy => copy?.Median,
            DataBar.Cpp => cpp?.Median,
            _ => 1e-6,
        };
        return unit is double bound ? target.Judge($"{row.Workload.Bench}, {row.Workload.Variant}", row.Median / bound) : null;
    }

    private static string Show(Series row, double seconds) => Format.Time(seconds, row.Workload.Unit, row.Workload.Items);
}
