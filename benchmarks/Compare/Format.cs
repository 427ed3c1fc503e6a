using System.Globalization;

namespace PyTorchCS.Benchmarks.Compare;

/// <summary>How figures and names are written in all tables.</summary>
internal static class Format
{
    public static readonly IReadOnlyDictionary<string, string> PeerNames = new Dictionary<string, string>
    {
        ["cpp"] = "C++",
        ["pytorchcs"] = "PyTorchCS",
        ["torchsharp"] = "TorchSharp",
        ["python"] = "Python",
    };

    public static string Ratio(double? value) => value is double ratio ? ratio.ToString("F2", CultureInfo.InvariantCulture) : "";

    public static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>An operation's time in the workload's unit; a unit such as <c>steps/s</c> is a speed.</summary>
    public static string Time(double seconds, string unit, int items) => unit switch
    {
        "ns" => $"{Number(seconds * 1e9)} ns",
        "us" when seconds < 1e-5 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:N2} us"),
        "us" => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:N1} us"),
        _ => $"{Number(items / seconds)} {unit}",
    };
}
