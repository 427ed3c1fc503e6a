using System.Runtime.InteropServices;

namespace PyTorchCS.Tests;

/// <summary>A number that tells whether two tensors have the same elements, bit by bit.</summary>
internal static class TensorDigest
{
    internal static ulong Of(Tensor tensor) => tensor.DType == DType.Float64
        ? Of(MemoryMarshal.AsBytes(tensor.ToArray<double>().AsSpan()))
        : Of(MemoryMarshal.AsBytes(tensor.ToArray<float>().AsSpan()));

    private static ulong Of(ReadOnlySpan<byte> bytes)
    {
        // FNV-1a, by words of four bytes.
        var digest = 14695981039346656037;
        foreach (var word in MemoryMarshal.Cast<byte, uint>(bytes))
        {
            digest = (digest ^ word) * 1099511628211;
        }

        return digest;
    }
}
