using System.Runtime.InteropServices;
using System.Text;

namespace PyTorchCS.Interop;

/// <summary>Text that a native call gives: UTF-8, owned by the caller.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct NativeText
{
    private readonly byte* _data;
    private readonly long _length;

    /// <summary>Copies the text and frees the native one.</summary>
    internal string Take()
    {
        var text = Encoding.UTF8.GetString(_data, checked((int)_length));
        Native.FreeMemory(_data);
        return text;
    }
}
