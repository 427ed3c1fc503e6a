using System.Globalization;

namespace PyTorchCS;

/// <summary>Times, memory and shapes as PyTorch's tables write them.</summary>
internal static class EventText
{
    private const double MicrosecondsInMillisecond = 1e3;
    private const double MicrosecondsInSecond = 1e6;

    internal static string Time(double us, TimeUnit? unit = null) => (unit ?? Fitting(us)) switch
    {
        TimeUnit.S => NumberText.Fixed(us / MicrosecondsInSecond, 3) + "s",
        TimeUnit.Ms => NumberText.Fixed(us / MicrosecondsInMillisecond, 3) + "ms",
        _ => NumberText.Fixed(us, 3) + "us",
    };

    internal static string Share(double us, double total) => total == 0 ? "NaN" : NumberText.Fixed(us * 100 / total, 2) + "%";

    internal static string Memory(long bytes)
    {
        var size = Math.Abs((double)bytes);
        foreach (var (unit, name) in new[] { (1L << 30, " GB"), (1L << 20, " MB"), (1L << 10, " KB") })
        {
            if (size >= unit)
            {
                return NumberText.Fixed((double)bytes / unit, 2) + name;
            }
        }
        return bytes.ToString(CultureInfo.InvariantCulture) + " B";
    }

    internal static string Shapes(IReadOnlyList<long[]> shapes) => "[" + string.Join(", ", shapes.Select(shape => "[" + string.Join(", ", shape) + "]")) + "]";

    private static TimeUnit Fitting(double us) => us >= MicrosecondsInSecond ? TimeUnit.S : us >= MicrosecondsInMillisecond ? TimeUnit.Ms : TimeUnit.Us;
}
