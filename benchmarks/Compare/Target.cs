using System.Globalization;

namespace PyTorchCS.Benchmarks.Compare;

/// <summary>What a figure of this library has to reach.</summary>
/// <param name="Name">What is compared, such as "speed".</param>
/// <param name="Bound">The figure that is just enough.</param>
/// <param name="IsLeast">Whether the figure has to be at least that; otherwise at most.</param>
/// <param name="Format">How the figure is written.</param>
internal sealed record Target(string Name, double Bound, bool IsLeast, string Format = "F2")
{
    public static Target Time(double atMost) => new("time", atMost, IsLeast: false);

    public static Target Speed(double atLeast) => new("speed", atLeast, IsLeast: true);

    public static Target Bytes(double atMost) => new("bytes", atMost, IsLeast: false, "F0");

    /// <summary>The target of a workload of this library's peer, relative to C++.</summary>
    public static Target? For(string section, string bench, string variant) => (section, bench, variant) switch
    {
        ("overhead", "item" or "item, gradients", _) => Time(2.0),
        ("overhead", _, "using") => Time(1.12),
        ("overhead", _, "scope100") => Time(1.15),
        ("overhead", _, "undisposed") => Time(1.30),
        ("mlp", _, "undisposed") => Speed(0.93),
        ("optimizers", "Adam", "default") => Time(1.10),
        ("loader", _, _) => Speed(0.80),
        ("cnn" or "lstm", _, _) => Speed(0.97),
        _ => null,
    };

    /// <summary>The target of a workload of section "data", and what its time is divided by.</summary>
    public static (Target Target, DataBar Bar)? ForData(string bench, string variant) => (bench, variant) switch
    {
        ("out array 1e6", "ToArray()") => (new Target("time / memcpy", 1.15, IsLeast: false), DataBar.Memcpy),
        ("out existing 1e6", "CopyTo(array)") => (new Target("time / memcpy", 1.10, IsLeast: false), DataBar.Memcpy),
        ("share array 1e6", _) => (new Target("us", 2, IsLeast: false), DataBar.Microsecond),
        ("item", _) => (Time(2.0), DataBar.Cpp),
        _ => null,
    };

    /// <summary>The figure against the bound; <paramref name="what"/> says whose figure it is where the table does not.</summary>
    public Verdict Judge(string what, double value) => new(this, what, value);

    /// <summary>The bound, as in "time ≤ 1.10".</summary>
    public override string ToString() => $"{Name} {(IsLeast ? "≥" : "≤")} {Show(Bound)}";

    public string Show(double value) => value.ToString(Format, CultureInfo.InvariantCulture);
}

/// <summary>Whether a target was met.</summary>
internal sealed record Verdict(Target Target, string What, double Value)
{
    public bool IsMet => Target.IsLeast ? Value >= Target.Bound : Value <= Target.Bound;

    public override string ToString() => IsMet ? $"{Target}: met ({Target.Show(Value)})" : $"{Target}: **missed** ({Target.Show(Value)})";
}
