namespace PyTorchCS.Benchmarks.Compare;

/// <summary>One loop of the section "memory" and what is asked of it.</summary>
/// <param name="Bench">The peers' name of it.</param>
/// <param name="Title">What it is.</param>
/// <param name="Slice">Operations in a turn.</param>
/// <param name="Slices">Turns of each process.</param>
/// <param name="QuickSlices">Turns where it has to be quick.</param>
/// <param name="HasSettings">Whether it also runs under settings of the collector.</param>
/// <param name="IsCompiled">Whether it also runs compiled ahead of time, where the peak has no part of a runtime and its compiler.</param>
internal sealed record MemoryLoop(string Bench, string Title, int Slice, int Slices, int QuickSlices, bool HasSettings, bool IsCompiled = false)
{
    /// <summary>The setting of a process that was published as native code.</summary>
    public const string NativeAot = "NativeAOT";

    /// <summary>Settings under which memory still has to be bounded.</summary>
    public static readonly string[] Settings =
        ["DOTNET_gcServer=1", "DOTNET_GCgen0size=0x400000", "DOTNET_GCgen0size=0x10000000", "DOTNET_TieredPGO=0"];

    private static readonly MemoryLoop[] s_all =
    [
        new("mlp", "MLP 784-128-10, batch 256, SGD", Slice: 100, Slices: 100, QuickSlices: 12, HasSettings: true),
        new("tensors", "tensors of 4 MB", Slice: 100, Slices: 200, QuickSlices: 30, HasSettings: true),
        new("adam", "Adam steps over 60 tensors of 64x64", Slice: 25, Slices: 40, QuickSlices: 10, HasSettings: true, IsCompiled: true),
        new("network", "the network of samples/FashionMnist, batch 64, Adam", Slice: 10, Slices: 50, QuickSlices: 10, HasSettings: false),
    ];

    public static IEnumerable<MemoryLoop> All(bool quick) =>
        quick ? s_all.Select(loop => loop with { Slices = loop.QuickSlices }) : s_all;

    /// <summary>What a row of this library has to reach.</summary>
    public IEnumerable<(Target Target, double? Value)> Targets(MemoryRow row, MemoryRow? disposed, MemoryRow? cpp, MemoryRow? python)
    {
        Target Peak(string of, double atMost) => new($"peak / {of}", atMost, IsLeast: false);
        double? speed = disposed is null ? null : disposed.Series.Median / row.Series.Median;
        double? growth = row.PeakMegabytes / disposed?.PeakMegabytes;
        bool isUndisposed = row.Variant == "undisposed";
        if (isUndisposed && Bench is "mlp" or "network")
        {
            yield return (Peak("disposed", 1.2), growth);
            yield return (Target.Speed(0.97), speed);
        }
        if (isUndisposed && Bench == "tensors")
        {
            yield return (new Target("peak MB", 400, IsLeast: false, "F0"), row.PeakMegabytes);
            yield return (Target.Speed(0.90), speed);
        }
        if (Bench == "adam")
        {
            yield return (Peak("C++", 1.2), row.PeakMegabytes / cpp?.PeakMegabytes);
        }
        if (isUndisposed || Bench == "adam")
        {
            yield return (Peak("Python", 1.3), row.PeakMegabytes / python?.PeakMegabytes);
        }
    }
}
