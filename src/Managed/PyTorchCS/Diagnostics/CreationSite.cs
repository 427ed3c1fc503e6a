using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>A line of a program that made tensors: the innermost one outside of this library.</summary>
public sealed class CreationSite
{
    private static readonly ConcurrentDictionary<(string Method, int Offset), CreationSite> Known = new();
    private static readonly string Library = typeof(Tensor).Assembly.GetName().Name!;
    private static readonly CreationSite Unknown = new("unknown", null, 0);
    private static int s_trackers;

    private CreationSite(string method, string? file, int line) => (Method, File, Line) = (method, file, line);

    /// <summary>The method, with its type.</summary>
    public string Method { get; }

    /// <summary>The source file, where the program's symbols are at hand.</summary>
    public string? File { get; }

    /// <summary>The line in the source file, from 1; 0 where it is not known.</summary>
    public int Line { get; }

    internal static bool IsTracked => s_trackers > 0;

    /// <summary>The text of a stack trace's line.</summary>
    public override string ToString() => File is null ? Method : string.Create(CultureInfo.InvariantCulture, $"{Method} in {File}:line {Line}");

    internal static void Track(bool on) => Interlocked.Add(ref s_trackers, on ? 1 : -1);

    /// <summary>The site of the tensor that is being made on this thread.</summary>
    internal static CreationSite Find()
    {
        var (frame, method) = Outside(new StackTrace(fNeedFileInfo: false));
        if (frame is null)
        {
            return Unknown;
        }
        var key = (method, frame.GetILOffset());
        if (!Known.TryGetValue(key, out var site))
        {
            // Reading symbols is slow, so it is done once for each site.
            var (source, _) = Outside(new StackTrace(fNeedFileInfo: true));
            site = Known.GetOrAdd(key, new CreationSite(method, source?.GetFileName(), source?.GetFileLineNumber() ?? 0));
        }
        return site;
    }

    private static (StackFrame? Frame, string Method) Outside(StackTrace trace)
    {
        for (var i = 0; i < trace.FrameCount; i++)
        {
            if (trace.GetFrame(i) is { } frame && DiagnosticMethodInfo.Create(frame) is { } method && !IsOurs(method.DeclaringAssemblyName))
            {
                return (frame, $"{method.DeclaringTypeName}.{method.Name}");
            }
        }
        return (null, "");
    }

    /// <summary>This library, and what of the framework calls it back.</summary>
    private static bool IsOurs(string assembly) =>
        assembly.StartsWith(Library + ",", StringComparison.Ordinal) || assembly.StartsWith("System.Private.CoreLib,", StringComparison.Ordinal);
}
