using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>An error of LibTorch: the operation, a short message with the operands' dtypes and shapes, and on request the native trace.</summary>
public sealed class TorchException : Exception
{
    private readonly NativeErrorHandle? _native;
    private string? _nativeTrace;

    internal TorchException(TorchErrorKind kind, string operation, string message, NativeErrorHandle? native)
        : base(message)
    {
        Kind = kind;
        Operation = operation;
        _native = native;
    }

    /// <summary>What kind of mistake it is.</summary>
    public TorchErrorKind Kind { get; }

    /// <summary>The operator that failed, as ATen's schemas name it: <c>add.Tensor</c>.</summary>
    public string Operation { get; }

    /// <summary>In anomaly mode, the calls that made the node of the graph whose backward form failed; else empty.</summary>
    /// <remarks>An exception of another type has the same text in <see cref="Exception.Data"/>, under the key <c>"ForwardTrace"</c>.</remarks>
    public string ForwardTrace => Data[AnomalyReport.Key] as string ?? "";

    /// <summary>LibTorch's own text with its C++ stack. Resolving it takes some milliseconds, so it is made when first read.</summary>
    public string NativeTrace => _nativeTrace ??= _native?.ReadTrace() ?? "";
}
