using System.Globalization;
using PyTorchCS.Benchmarks.Peers;

namespace PyTorchCS.Benchmarks.Compare;

/// <summary>One row a workload, peer and variant, with the ratio of its time to the fastest C++ variant of that workload.</summary>
internal static class SectionTable
{
    public static void Write(TextWriter output, IReadOnlyCollection<Measurement> measurements)
    {
        output.WriteLine();
        output.WriteLine("| workload | peer | variant | median | best | time relative to C++, median (best) |");
        output.WriteLine("|---|---|---|---:|---:|---:|");
        foreach (IGrouping<string, Measurement> workload in measurements.GroupBy(measurement => measurement.Bench))
        {
            var rows = workload
                .GroupBy(measurement => (measurement.Peer, measurement.Variant))
                .Select(row => (row.Key, row.First().Unit, Times: (double[])[.. row.Select(m => m.Wall[0] / m.Ops).Order()]))
                .ToArray();
            var limits = rows.Where(row => row.Key.Peer == "cpp").ToArray();
            foreach (var row in rows)
            {
                string ratio = limits.Length == 0
                    ? ""
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Median(row.Times) / limits.Min(limit => Median(limit.Times)):F2} ({row.Times[0] / limits.Min(limit => limit.Times[0]):F2})");
                output.WriteLine(
                    $"| {workload.Key} | {row.Key.Peer} | {row.Key.Variant} | {Show(Median(row.Times), row.Unit)} | {Show(row.Times[0], row.Unit)} | {ratio} |");
            }
        }
    }

    private static double Median(double[] sorted) => sorted[sorted.Length / 2];

    private static string Show(double seconds, string unit) => unit switch
    {
        "ns" => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e9:N0} ns"),
        "us" => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:N2} us"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{1 / seconds:N0} {unit}"),
    };
}
