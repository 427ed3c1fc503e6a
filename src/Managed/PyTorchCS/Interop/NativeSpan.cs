using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

/// <summary>Pinned memory lent to a native call: <c>Span&lt;T&gt;</c> of shim.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct NativeSpan(void* data, int length)
{
    private readonly void* _data = data;
    private readonly long _length = length;

    internal bool IsNull => _data is null;

    internal ReadOnlySpan<T> AsSpan<T>()
        where T : unmanaged => new(_data, checked((int)_length));
}
