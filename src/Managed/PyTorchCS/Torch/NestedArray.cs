using System.Runtime.InteropServices;

namespace PyTorchCS;

/// <summary>Turns arrays of several dimensions and arrays within arrays into one row of bytes.</summary>
internal static class NestedArray
{
    internal static (long[] Shape, byte[] Bytes, DType DType) Flatten(Array data)
    {
        var shape = new List<long>();
        var element = Measure(data, shape);
        var dtype = DTypeExtensions.OfOrNull(element)
            ?? throw new ArgumentException($"tensor: there is no dtype with elements of type {element.Name}", nameof(data));
        var count = shape.Aggregate(1L, (product, size) => checked(product * size));
        var bytes = new byte[checked(count * dtype.ItemSize)];
        var filled = 0;
        Copy(data, shape.ToArray(), bytes, ref filled);
        return ([.. shape], bytes, dtype);
    }

    /// <summary>Reads the shape along the first entries; what differs from it is found while copying.</summary>
    private static Type Measure(Array data, List<long> shape)
    {
        for (var i = 0; i < data.Rank; i++)
        {
            shape.Add(data.GetLength(i));
        }
        var element = data.GetType().GetElementType()!;
        if (!element.IsArray)
        {
            return element;
        }
        if (data.Length == 0)
        {
            return Innermost(element);
        }
        return data.GetValue(new int[data.Rank]) is Array inner
            ? Measure(inner, shape)
            : throw new ArgumentException("tensor: an array within the array is null", nameof(data));
    }

    private static Type Innermost(Type type) => type.IsArray ? Innermost(type.GetElementType()!) : type;

    private static void Copy(Array data, ReadOnlySpan<long> shape, byte[] bytes, ref int filled)
    {
        for (var i = 0; i < data.Rank; i++)
        {
            if (shape.Length == 0 || data.GetLength(i) != shape[i])
            {
                throw new ArgumentException($"tensor: arrays of one level differ in length: expected {shape[i]}, found {data.GetLength(i)}", nameof(data));
            }
        }
        if (data.GetType().GetElementType()!.IsArray)
        {
            foreach (Array? inner in data)
            {
                Copy(inner ?? throw new ArgumentException("tensor: an array within the array is null", nameof(data)), shape[data.Rank..], bytes, ref filled);
            }
            return;
        }
        var source = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(data), SizeOf(data));
        source.CopyTo(bytes.AsSpan(filled));
        filled += source.Length;
    }

    private static int SizeOf(Array data) => checked(data.Length * DTypeExtensions.OfOrNull(data.GetType().GetElementType()!)!.Value.ItemSize);
}
