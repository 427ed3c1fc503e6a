using System.Text.Json;

namespace PyTorchCS.Benchmarks.Peers;

/// <summary>One line of a peer's output. Times are seconds for all <c>Ops</c> operations together.</summary>
/// <param name="Peer">Who measured: cpp, pytorchcs, torchsharp or python.</param>
/// <param name="Section">The group of workloads.</param>
/// <param name="Bench">The workload; the same name in every peer.</param>
/// <param name="Variant">How it was done: with gradients or not, how results were disposed of.</param>
/// <param name="Threads">Threads that LibTorch may use inside one operation.</param>
/// <param name="Unit">The unit in which a table shows it.</param>
/// <param name="Ops">How many operations the times cover.</param>
/// <param name="Wall">Elapsed time of each repetition.</param>
/// <param name="Cpu">User time of the whole process for each repetition.</param>
/// <param name="Sys">System time of the whole process for each repetition.</param>
/// <param name="Extra">What only some peers can say, such as bytes allocated.</param>
internal sealed record Measurement(
    string Peer,
    string Section,
    string Bench,
    string Variant,
    int Threads,
    string Unit,
    long Ops,
    double[] Wall,
    double[] Cpu,
    double[] Sys,
    Dictionary<string, double> Extra)
{
    private static readonly JsonSerializerOptions s_format = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public string ToJson() => JsonSerializer.Serialize(this, s_format);

    public static Measurement FromJson(string line) =>
        JsonSerializer.Deserialize<Measurement>(line, s_format) ?? throw new JsonException($"not a measurement: {line}");
}
