using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

/// <summary>The head of <c>Error</c> of shim.h: what a failed call hands back.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeError
{
    internal int Kind;
    internal byte* Message;
    internal long MessageLength;
}
