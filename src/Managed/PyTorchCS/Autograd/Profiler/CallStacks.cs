using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace PyTorchCS;

/// <summary>The places of the program that a recording has seen, each kept once.</summary>
internal sealed class CallStacks
{
    private const long Unknown = -1;
    private static readonly string Library = typeof(Tensor).Assembly.GetName().Name + ",";
    private static volatile CallStacks? s_current;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<string[]> _places = [];

    /// <summary>Where native code asks for places.</summary>
    internal static unsafe delegate* unmanaged<long> Callback => &Capture;

    /// <summary>Lets this one be asked.</summary>
    internal void Attach() => s_current = this;

    internal IReadOnlyList<string> Lines(long place) => place == Unknown ? [] : _places[(int)place];

    /// <summary>The number of the place where the program is.</summary>
    [UnmanagedCallersOnly]
    private static long Capture()
    {
        try
        {
            return s_current?.Find() ?? Unknown;
        }
#pragma warning disable CA1031 // Nothing may unwind into native code.
        catch (Exception)
#pragma warning restore CA1031
        {
            return Unknown;
        }
    }

    private long Find()
    {
        var key = new StringBuilder();
        foreach (var (frame, method) in Frames(new StackTrace(fNeedFileInfo: false)))
        {
            key.Append(CultureInfo.InvariantCulture, $"{method.DeclaringTypeName}.{method.Name}+{frame.GetILOffset()}\n");
        }
        lock (_lock)
        {
            if (!_numbers.TryGetValue(key.ToString(), out var number))
            {
                // Reading symbols is slow, so it is done once for each place.
                number = _places.Count;
                _places.Add([.. Frames(new StackTrace(fNeedFileInfo: true)).Select(found => Line(found.Frame, found.Method))]);
                _numbers.Add(key.ToString(), number);
            }
            return number;
        }
    }

    /// <summary>The calls of the program, the innermost first, without this library's and the framework's.</summary>
    private static IEnumerable<(StackFrame Frame, DiagnosticMethodInfo Method)> Frames(StackTrace trace)
    {
        foreach (var frame in trace.GetFrames())
        {
            if (DiagnosticMethodInfo.Create(frame) is { } method
                && !method.DeclaringAssemblyName.StartsWith(Library, StringComparison.Ordinal)
                && !method.DeclaringAssemblyName.StartsWith("System.Private.CoreLib,", StringComparison.Ordinal))
            {
                yield return (frame, method);
            }
        }
    }

    /// <summary>As PyTorch writes a line of Python: file, line, function.</summary>
    private static string Line(StackFrame frame, DiagnosticMethodInfo method)
    {
        var name = $"{method.DeclaringTypeName}.{method.Name}";
        return frame.GetFileName() is { } file ? string.Create(CultureInfo.InvariantCulture, $"{file}({frame.GetFileLineNumber()}): {name}") : name;
    }
}
