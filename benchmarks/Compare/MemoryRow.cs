namespace PyTorchCS.Benchmarks.Compare;

/// <summary>A process of the section "memory": what it does, and what came of it.</summary>
/// <param name="Peer">The peer.</param>
/// <param name="Variant">How it disposes of what it makes.</param>
/// <param name="Setting">A setting of the collector, such as <c>DOTNET_gcServer=1</c>, <see cref="MemoryLoop.NativeAot"/>, or nothing.</param>
internal sealed record MemoryRow(string Peer, string Variant, string Setting)
{
    public required Series Series { get; init; }

    /// <summary>The most resident memory so far, in megabytes.</summary>
    public double PeakMegabytes { get; set; }

    /// <summary>The watchdog ended the process.</summary>
    public bool Stopped { get; set; }

    /// <summary>Whether it is this library as a user starts it, without a setting.</summary>
    public bool IsOurs => Peer == "pytorchcs" && (Setting is "" or MemoryLoop.NativeAot);
}
