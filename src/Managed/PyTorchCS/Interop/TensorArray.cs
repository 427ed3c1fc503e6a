using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

/// <summary>A list of tensors that a native call gives: <c>TensorArray</c> of shim.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct TensorArray
{
    private readonly nint* _data;
    private readonly long _length;

    /// <summary>Takes over every reference and frees the list; entries that the native side left undefined are null.</summary>
    internal Tensor[] Adopt()
    {
        var tensors = new Tensor[_length];
        for (var i = 0; i < tensors.Length; i++)
        {
            tensors[i] = Tensor.Adopt(_data[i]);
        }
        Native.FreeMemory(_data);
        return tensors;
    }
}
