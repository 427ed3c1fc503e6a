using System.Globalization;

namespace PyTorchCS.Benchmarks.Compare;

/// <summary>
/// One row an operation, one column a peer and style: nanoseconds and, in brackets, the ratio to C++. Medians first;
/// minima after them, because they suffer least from whatever else the machine does; then managed bytes.
/// </summary>
internal static class OverheadTable
{
    private const double LargestResult = 64;

    public static IEnumerable<Verdict> Write(TextWriter output, IReadOnlyCollection<Series> series)
    {
        (string Peer, string Variant)[] columns = [.. series.Select(s => (s.Peer, s.Workload.Variant)).Distinct()];
        List<Verdict> verdicts = [.. WriteTimes(output, series, columns)];
        WriteMinima(output, series, columns);
        verdicts.AddRange(WriteBytes(output, series, columns));
        WriteAdded(output, series);
        return verdicts;
    }

    private static List<Verdict> WriteTimes(TextWriter output, IReadOnlyCollection<Series> series, (string Peer, string Variant)[] columns)
    {
        var verdicts = new List<Verdict>();
        var table = new Table(1, ["operation", .. columns.Select(Title), "targets"]);
        foreach (var row in series.GroupBy(s => s.Workload.Bench))
        {
            double? reference = row.FirstOrDefault(IsReference)?.Median;
            Verdict[] ours =
            [
                .. from s in row
                   where s.Peer == "pytorchcs" && reference is not null
                   let target = Target.For("overhead", s.Workload.Bench, s.Workload.Variant)
                   where target is not null
                   select target.Judge($"{s.Workload.Bench}, {s.Workload.Variant}", s.Median / reference!.Value),
            ];
            verdicts.AddRange(ours);
            table.Add([row.Key, .. columns.Select(column => Cell(Find(row, column), s => s.Median, reference)), Summary(ours)]);
        }
        output.WriteLine("Medians, ns (ratio to C++). Targets: using 1.12, scope100 1.15, undisposed 1.30; item 2.00. kept100 is what C++ itself takes where 100");
        output.WriteLine("results live together, as in a scope.");
        table.Write(output, textAtEnd: true);
        return verdicts;
    }

    private static string Summary(Verdict[] verdicts)
    {
        Verdict[] missed = [.. verdicts.Where(verdict => !verdict.IsMet)];
        return verdicts.Length == 0 ? ""
            : missed.Length == 0 ? "met"
            : "**missed**: " + string.Join(", ", missed.Select(verdict => verdict.What.Split(", ")[^1]));
    }

    private static void WriteMinima(TextWriter output, IReadOnlyCollection<Series> series, (string Peer, string Variant)[] columns)
    {
        var table = new Table(1, ["operation", .. columns.Select(Title)]);
        foreach (var row in series.GroupBy(s => s.Workload.Bench))
        {
            double? reference = row.FirstOrDefault(IsReference)?.Minimum;
            table.Add([row.Key, .. columns.Select(column => Cell(Find(row, column), s => s.Minimum, reference))]);
        }
        output.WriteLine("Minima, ns (ratio to C++).");
        table.Write(output);
    }

    private static List<Verdict> WriteBytes(TextWriter output, IReadOnlyCollection<Series> series, (string Peer, string Variant)[] columns)
    {
        var verdicts = new List<Verdict>();
        var managed = columns.Where(column => column.Peer is "pytorchcs" or "torchsharp" && !column.Variant.Contains('+')).ToArray();
        var table = new Table(1, ["operation", .. managed.Select(Title), "target ≤ 64"]);
        foreach (var row in series.GroupBy(s => s.Workload.Bench))
        {
            // A batch's own few objects are shared by thousands of operations, and rounded off.
            Verdict[] ours =
            [
                .. row.Where(s => s.Peer == "pytorchcs" && managed.Contains((s.Peer, s.Workload.Variant)))
                    .Select(s => Target.Bytes(LargestResult).Judge($"{s.Workload.Bench}, {s.Workload.Variant}", Math.Round(s.Bytes))),
            ];
            verdicts.AddRange(ours);
            table.Add([row.Key, .. managed.Select(column => Find(row, column) is Series s ? Format.Number(s.Bytes) : ""), Summary(ours)]);
        }
        if (managed.Length != 0)
        {
            output.WriteLine("Managed bytes an operation.");
            table.Write(output, textAtEnd: true);
        }
        return verdicts;
    }

    // What stands between a C# loop and LibTorch, as a number of nanoseconds: the figure that this project has a budget for.
    private static void WriteAdded(TextWriter output, IReadOnlyCollection<Series> series)
    {
        foreach (string peer in (string[])["pytorchcs", "torchsharp"])
        {
            double[] added =
            [
                .. from s in series
                   where s.Peer == peer && s.Workload.Variant == "using" && !s.Workload.Bench.Contains(',')
                   let reference = series.FirstOrDefault(r => IsReference(r) && r.Workload.Bench == s.Workload.Bench)
                   where reference is not null
                   orderby s.Minimum - reference.Minimum
                   select (s.Minimum - reference.Minimum) * 1e9,
            ];
            if (added.Length != 0)
            {
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Format.PeerNames[peer]} `using`, without gradients, adds to C++ (minima): {added[0]:F0} to {added[^1]:F0} ns, median {added[added.Length / 2]:F0} ns."));
                output.WriteLine();
            }
        }
    }

    private static bool IsReference(Series series) => series.Peer == "cpp" && series.Workload.Variant.Length == 0;

    private static Series? Find(IEnumerable<Series> row, (string Peer, string Variant) column) =>
        row.FirstOrDefault(s => (s.Peer, s.Workload.Variant) == column);

    private static string Title((string Peer, string Variant) column) => $"{Format.PeerNames[column.Peer]} {column.Variant}".TrimEnd();

    private static string Cell(Series? series, Func<Series, double> choose, double? reference) => series switch
    {
        null => "",
        _ when reference is null || IsReference(series) => Format.Number(choose(series) * 1e9),
        _ => $"{Format.Number(choose(series) * 1e9)} ({Format.Ratio(choose(series) / reference)})",
    };
}
