using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PyTorchCS;

/// <summary>Where the program was when it made a node of the graph.</summary>
internal sealed class ForwardSite
{
    private static readonly string Library = typeof(Tensor).Assembly.GetName().Name!;

    // Lines are looked up at once: later the trace does not know its files. It makes the mode slow, as a mode for finding mistakes may be.
    private readonly StackTrace _trace = new(fNeedFileInfo: true);

    /// <summary>The method of this library that the program called, and the line that called it.</summary>
    internal string Summary
    {
        get
        {
            var operation = "";
            foreach (var frame in _trace.GetFrames())
            {
                if (DiagnosticMethodInfo.Create(frame) is not { } method || IsFramework(method))
                {
                    continue;
                }
                if (!IsLibrary(method))
                {
                    return $"{operation}, called in {Place(frame, method)}";
                }
                // The public member may be compiled into its caller; the operator's internal form has its name.
                operation = method.DeclaringTypeName == typeof(Ops).FullName ? method.Name : $"{Short(method.DeclaringTypeName)}.{method.Name}";
            }
            return operation;
        }
    }

    /// <summary>The program's part of the stack, one line a call, innermost first.</summary>
    internal string Trace
    {
        get
        {
            var text = new StringBuilder();
            foreach (var frame in _trace.GetFrames())
            {
                if (DiagnosticMethodInfo.Create(frame) is { } method && !IsFramework(method) && !IsInterop(method))
                {
                    text.Append("   at ").Append(Place(frame, method)).Append('\n');
                }
            }
            return text.ToString();
        }
    }

    private static string Place(StackFrame frame, DiagnosticMethodInfo method)
    {
        var name = $"{method.DeclaringTypeName}.{method.Name}";
        return frame.GetFileName() is { } file ? string.Create(CultureInfo.InvariantCulture, $"{name} in {file}:line {frame.GetFileLineNumber()}") : name;
    }

    private static string Short(string? type) => type is null ? "" : type[(type.LastIndexOf('.') + 1)..];

    private static bool IsLibrary(DiagnosticMethodInfo method) => method.DeclaringAssemblyName.StartsWith(Library + ",", StringComparison.Ordinal);

    private static bool IsInterop(DiagnosticMethodInfo method) =>
        IsLibrary(method) && (method.DeclaringTypeName is null
            || method.DeclaringTypeName.StartsWith("PyTorchCS.Interop.", StringComparison.Ordinal)
            || method.DeclaringTypeName is "PyTorchCS.ForwardSite" or "PyTorchCS.Ops");

    private static bool IsFramework(DiagnosticMethodInfo method) => method.DeclaringAssemblyName.StartsWith("System.Private.CoreLib,", StringComparison.Ordinal);
}
