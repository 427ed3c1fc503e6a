using System.Globalization;
using PyTorchCS.Benchmarks.Peers;

namespace PyTorchCS.Benchmarks.Compare;

/// <summary>
/// One row an operation, one column a peer and style: nanoseconds and, in brackets, the ratio to C++. Medians first;
/// minima after them, because they suffer least from whatever else the machine does.
/// </summary>
internal static class OverheadTable
{
    private const string Reference = "cpp";
    private const string Undisposed = "undisposed";

    private static readonly Dictionary<string, string> s_peerNames = new()
    {
        ["cpp"] = "C++",
        ["pytorchcs"] = "PyTorchCS",
        ["torchsharp"] = "TorchSharp",
        ["python"] = "Python",
    };

    private sealed record Column(string Peer, string Style, bool WithCollection)
    {
        public string Title =>
            $"{s_peerNames[Peer]} {Style}{(WithCollection ? " + collection" : "")}".TrimEnd();

        public bool Holds(Measurement measurement) => measurement.Peer == Peer && StyleOf(measurement) == Style;

        public double Seconds(Measurement measurement) =>
            WithCollection ? measurement.Extra["wall_collected"] : measurement.Wall[0];
    }

    public static void Write(TextWriter output, IReadOnlyCollection<Measurement> measurements)
    {
        Write(output, measurements, "medians", values => values[values.Length / 2]);
        Write(output, measurements, "minima", values => values[0]);
        WriteAdded(output, measurements);
    }

    // What stands between a C# loop and LibTorch, as a number of nanoseconds: the figure that this project has a budget for.
    private static void WriteAdded(TextWriter output, IReadOnlyCollection<Measurement> measurements)
    {
        var minima = measurements
            .GroupBy(measurement => (measurement.Peer, measurement.Bench, measurement.Variant))
            .ToDictionary(group => group.Key, group => group.Min(measurement => measurement.Wall[0] / measurement.Ops) * 1e9);
        output.WriteLine();
        foreach (string peer in (string[])["pytorchcs", "torchsharp"])
        {
            double[] added =
            [
                .. minima.Keys
                    .Where(key => key.Peer == Reference && key.Variant == "grad_off" && minima.ContainsKey((peer, key.Bench, "grad_off using")))
                    .Select(key => minima[(peer, key.Bench, "grad_off using")] - minima[key])
                    .Order(),
            ];
            if (added.Length != 0)
            {
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{s_peerNames[peer]} using, without gradients, adds to C++ (minima): {added[0]:F0} to {added[^1]:F0} ns, median {added[added.Length / 2]:F0} ns"));
            }
        }
    }

    private static void Write(
        TextWriter output, IReadOnlyCollection<Measurement> measurements, string title, Func<double[], double> choose)
    {
        Column[] columns = [.. Columns(measurements)];
        string[] header = ["operation", .. columns.Select(column => column.Title)];
        List<string[]> rows = [header];
        foreach (var row in measurements.GroupBy(measurement => (Gradients: GradientsOf(measurement), measurement.Bench)))
        {
            double? reference = null;
            List<string> cells = [$"{row.Key.Bench} {row.Key.Gradients}"];
            foreach (Column column in columns)
            {
                double[] values =
                    [.. row.Where(column.Holds).Select(m => column.Seconds(m) / m.Ops * 1e9).Order()];
                double? value = values.Length == 0 ? null : choose(values);
                reference ??= column.Peer == Reference ? value : null;
                cells.Add(Cell(value, column.Peer == Reference ? null : reference));
            }
            rows.Add([.. cells]);
        }
        output.WriteLine();
        output.WriteLine($"{title}, ns (ratio to C++)");
        output.WriteLine();
        WriteAligned(output, rows);
    }

    private static IEnumerable<Column> Columns(IEnumerable<Measurement> measurements)
    {
        foreach (Measurement measurement in measurements.DistinctBy(m => (m.Peer, StyleOf(m))))
        {
            string style = StyleOf(measurement);
            yield return new Column(measurement.Peer, style, WithCollection: false);
            if (style == Undisposed)
            {
                yield return new Column(measurement.Peer, style, WithCollection: true);
            }
        }
    }

    private static string Cell(double? value, double? reference) => (value, reference) switch
    {
        (null, _) => "",
        (double v, double r) => string.Create(CultureInfo.InvariantCulture, $"{v:N0} ({v / r:F2})"),
        (double v, null) => string.Create(CultureInfo.InvariantCulture, $"{v:N0}"),
    };

    private static void WriteAligned(TextWriter output, List<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(row => row[i].Length))];
        for (int i = 0; i < rows.Count; i++)
        {
            output.WriteLine($"| {string.Join(" | ", rows[i].Select((cell, c) => c == 0 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c])))} |");
            if (i == 0)
            {
                output.WriteLine($"|{string.Join("|", widths.Select((width, c) => new string('-', width + 1) + (c == 0 ? "-" : ":")))}|");
            }
        }
    }

    // A variant is `grad_on using`: whether gradients are recorded, then the style of disposal, which not every peer has.
    private static string GradientsOf(Measurement measurement) => measurement.Variant.Split(' ')[0];

    private static string StyleOf(Measurement measurement) =>
        measurement.Variant.Split(' ') is [_, string style] ? style : "";
}
