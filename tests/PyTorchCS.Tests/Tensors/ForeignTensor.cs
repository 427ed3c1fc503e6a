using System.Runtime.InteropServices;

namespace PyTorchCS.Tests;

/// <summary>A tensor of float64 as another library would hand it over: DLPack's <c>DLManagedTensor</c>, in memory of its own.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ForeignTensor
{
    internal double* Data;
    internal int DeviceType;
    internal int DeviceIndex;
    internal int Dimensions;
    internal byte Code;
    internal byte Bits;
    internal ushort Lanes;
    internal long* Shape;
    internal long* Strides;
    internal ulong Offset;
    internal void* Context;
    internal delegate* unmanaged<ForeignTensor*, void> Deleter;

    private static long s_returned;

    /// <summary>How many have come back.</summary>
    internal static long Returned => Interlocked.Read(ref s_returned);

    internal static DLPackCapsule Make(double[] elements, long[] shape)
    {
        var managed = (ForeignTensor*)NativeMemory.AllocZeroed((nuint)sizeof(ForeignTensor));
        managed->Data = Copy(elements);
        managed->DeviceType = 1;
        managed->Dimensions = shape.Length;
        (managed->Code, managed->Bits, managed->Lanes) = (2, 64, 1);
        managed->Shape = Copy(shape);
        managed->Strides = Copy(shape);
        var stride = 1L;
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            managed->Strides[i] = stride;
            stride *= shape[i];
        }
        managed->Context = managed->Data;
        managed->Deleter = &Return;
        var capsule = new DLPackCapsule();
        Marshal.InitHandle(capsule, (nint)managed);
        return capsule;
    }

    private static T* Copy<T>(T[] source)
        where T : unmanaged
    {
        var copy = (T*)NativeMemory.Alloc((nuint)source.Length, (nuint)sizeof(T));
        source.CopyTo(new Span<T>(copy, source.Length));
        return copy;
    }

    /// <summary>Overwrites the elements before it frees them, so that a reader who comes too late sees it.</summary>
    [UnmanagedCallersOnly]
    private static void Return(ForeignTensor* self)
    {
        *(double*)self->Context = double.NaN;
        NativeMemory.Free(self->Context);
        NativeMemory.Free(self->Shape);
        NativeMemory.Free(self->Strides);
        NativeMemory.Free(self);
        Interlocked.Increment(ref s_returned);
    }
}
