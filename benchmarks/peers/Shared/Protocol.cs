using System.Globalization;

namespace PyTorchCS.Benchmarks.Peers;

/// <summary>What a peer can measure, as it lists it.</summary>
/// <param name="Bench">What is done; the same name in every peer.</param>
/// <param name="Variant">How it is done: by which kernel, how results are disposed of.</param>
/// <param name="Unit">The unit in which a table shows it.</param>
/// <param name="Items">What the unit counts, such as images, in one operation.</param>
/// <param name="Span">How much longer than others a batch has to be, and in how many fewer rounds it has one.</param>
internal sealed record Workload(string Bench, string Variant, string Unit, int Items, int Span)
{
    /// <summary>By hand: a serializer would add to the memory that is measured.</summary>
    public string ToJson() => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"bench":"{{Bench}}","variant":"{{Variant}}","unit":"{{Unit}}","items":{{Items}},"span":{{Span}}}""");
}

/// <summary>One batch of operations, measured. Times are seconds for the whole batch.</summary>
/// <param name="Wall">Elapsed time.</param>
/// <param name="Cpu">User time of the whole process.</param>
/// <param name="Sys">System time of the whole process.</param>
/// <param name="Bytes">Managed bytes that the thread allocated.</param>
/// <param name="Gen0">Collections of any generation.</param>
internal sealed record Batch(double Wall, double Cpu, double Sys, long Bytes, int Gen0)
{
    /// <summary>By hand: a serializer would add to the memory that is measured.</summary>
    public string ToJson() => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"wall":{{Wall}},"cpu":{{Cpu}},"sys":{{Sys}},"bytes":{{Bytes}},"gen0":{{Gen0}}}""");
}
