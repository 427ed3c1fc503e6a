using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

/// <summary>The head of <c>Error</c> of shim.h: what a failed call hands back.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeError
{
    internal int Kind;
    internal byte* Message;
    internal long MessageLength;

    /// <summary>A <c>GCHandle</c> of the exception that a hook or a custom function has thrown, or 0.</summary>
    internal nint Managed;

    /// <summary>A <c>GCHandle</c> of what anomaly mode has found out, or 0.</summary>
    internal nint Report;
}
