using System.Buffers;
using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

/// <summary>Tensors over managed memory. It stays pinned until the last native tensor over it goes, on whatever thread that happens.</summary>
internal static unsafe class PinnedMemory
{
    internal static Tensor Share<T>(Memory<T> memory, ReadOnlySpan<long> shape, DType dtype, string operation)
        where T : unmanaged
    {
        if (MemoryMarshal.TryGetArray<T>(memory, out var segment))
        {
            return ShareArray(segment.Array ?? [], (long)segment.Offset * sizeof(T), shape, dtype, operation);
        }
        var pinned = memory.Pin();
        return Share(pinned, pinned.Pointer, shape, null, dtype, operation);
    }

    /// <summary>A tensor over memory that is pinned already; it is unpinned at the end, or at once where no tensor can be made.</summary>
    internal static Tensor Share(MemoryHandle pinned, void* first, ReadOnlySpan<long> shape, long[]? strides, DType dtype, string operation)
    {
        var owner = new GCHandle<Pin>(new Pin(pinned));
        Tensor tensor;
        try
        {
            tensor = Make(first, &ReleasePin, GCHandle<Pin>.ToIntPtr(owner), shape, strides, dtype, operation);
        }
        catch
        {
            owner.Target.Dispose();
            owner.Dispose();
            throw;
        }
        MemoryGovernor.CheckShared();
        return tensor;
    }

    /// <summary>A tensor over an array of whatever rank, from so many bytes after its first element.</summary>
    internal static Tensor ShareArray(Array array, long offset, ReadOnlySpan<long> shape, DType dtype, string operation)
    {
        var owner = new PinnedGCHandle<Array>(array);
        Tensor tensor;
        try
        {
            fixed (byte* first = &MemoryMarshal.GetArrayDataReference(array))
            {
                tensor = Make(first + offset, &ReleaseArray, PinnedGCHandle<Array>.ToIntPtr(owner), shape, null, dtype, operation);
            }
        }
        catch
        {
            owner.Dispose();
            throw;
        }
        MemoryGovernor.CheckShared();
        return tensor;
    }

    private static Tensor Make(
        void* data, delegate* unmanaged<nint, void> release, nint owner, ReadOnlySpan<long> shape, long[]? strides, DType dtype, string operation)
    {
        fixed (long* sizes = shape)
        {
            fixed (long* steps = strides)
            {
                nint result;
                var given = strides is null ? default : new Optional<NativeSpan>(new NativeSpan(steps, strides.Length), hasValue: true);
                Errors.Check(Native.FromBlob(&result, data, release, owner, new NativeSpan(sizes, shape.Length), given, (sbyte)dtype), operation);
                return Tensor.Adopt(result);
            }
        }
    }

    [UnmanagedCallersOnly]
    private static void ReleaseArray(nint owner) => PinnedGCHandle<Array>.FromIntPtr(owner).Dispose();

    [UnmanagedCallersOnly]
    private static void ReleasePin(nint owner)
    {
        var handle = GCHandle<Pin>.FromIntPtr(owner);
        var pin = handle.Target;
        handle.Dispose();
        try
        {
            pin.Dispose();
        }
#pragma warning disable CA1031 // Nothing may unwind into native code, and nobody is there to be told what a user's MemoryManager throws.
        catch
#pragma warning restore CA1031
        {
        }
    }

    private sealed class Pin(MemoryHandle handle) : IDisposable
    {
        private MemoryHandle _handle = handle;

        public void Dispose() => _handle.Dispose();
    }
}
