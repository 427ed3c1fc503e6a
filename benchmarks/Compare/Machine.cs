using System.Globalization;
using System.Runtime.InteropServices;

namespace PyTorchCS.Benchmarks.Compare;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    public static string Describe()
    {
        string processor = Field("/proc/cpuinfo", "model name", ':') ?? "unknown processor";
        string kilobytes = (Field("/proc/meminfo", "MemTotal", ':') ?? "0").Split(' ')[0];
        string system = (Field("/etc/os-release", "PRETTY_NAME", '=') ?? RuntimeInformation.OSDescription).Trim('"');
        string load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores of {processor}, {double.Parse(kilobytes, CultureInfo.InvariantCulture) / (1 << 20):F0} GB, {system}, .NET {Environment.Version}, load average {load} before the run");
    }

    private static string? Field(string file, string name, char separator) =>
        File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(separator, 2)[1].Trim()
            : null;
}
