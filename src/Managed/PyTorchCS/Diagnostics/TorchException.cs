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

    /// <summary>LibTorch's own text with its C++ stack. Resolving it takes some milliseconds, so it is made when first read.</summary>
    public string NativeTrace => _nativeTrace ??= _native?.ReadTrace() ?? "";
}
