namespace PyTorchCS.Benchmarks.Compare;

/// <summary>One row a workload, peer and variant, with its time relative to the fastest C++ variant of that workload.</summary>
internal static class SectionTable
{
    public static IEnumerable<Verdict> Write(TextWriter output, string section, IReadOnlyCollection<Series> series)
    {
        bool hasPython = series.Any(s => s.Peer == "python");
        var verdicts = new List<Verdict>();
        string[] python = hasPython ? ["x Python"] : [];
        var table = new Table(3, ["workload", "peer", "variant", "median", "best", "x C++", "best", "mean", .. python, "bytes", "target"]);
        foreach (var workload in series.GroupBy(s => s.Workload.Bench))
        {
            Series? limit = Fastest(workload, "cpp");
            Series? reference = Fastest(workload, "python");
            foreach (Series row in workload)
            {
                Verdict? verdict = row.Peer == "pytorchcs" && limit is not null ? Judge(section, row, row.Median / limit.Median) : null;
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
                    Format.Ratio(row.Median / limit?.Median),
                    Format.Ratio(row.Minimum / limit?.Minimum),
                    Format.Ratio(row.Mean / limit?.Mean),
                    .. hasPython ? [Format.Ratio(row.Median / reference?.Median)] : (string[])[],
                    row.Peer is "pytorchcs" or "torchsharp" ? Format.Number(row.Bytes) : "",
                    verdict?.ToString() ?? "",
                ]);
            }
        }
        output.WriteLine("`x C++` is the time relative to the fastest C++ variant: medians, then best batches, then means.");
        table.Write(output, textAtEnd: true);
        return verdicts;
    }

    private static Series? Fastest(IEnumerable<Series> workload, string peer) =>
        workload.Where(s => s.Peer == peer).MinBy(s => s.Median);

    private static Verdict? Judge(string section, Series row, double ratio) =>
        Target.For(section, row.Workload.Bench, row.Workload.Variant) is Target target
            ? target.Judge($"{row.Workload.Bench}, {row.Workload.Variant}", target.IsLeast ? 1 / ratio : ratio)
            : null;

    private static string Show(Series row, double seconds) => Format.Time(seconds, row.Workload.Unit, row.Workload.Items);
}
