using System.Diagnostics;
using System.Globalization;

namespace FashionMnistSample;

/// <summary>The largest memory this process has held so far.</summary>
internal static class PeakMemory
{
    private const string LinuxStatus = "/proc/self/status";

    public static double Megabytes()
    {
        if (!OperatingSystem.IsLinux())
        {
            using Process process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64 / (1024.0 * 1024.0);
        }

        // "VmHWM:   123456 kB": the kernel's high-water mark of resident memory.
        string line = File.ReadLines(LinuxStatus).First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        string kilobytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return long.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024.0;
    }
}
