using System.Runtime.InteropServices;

namespace PyTorchCS;

/// <summary>Copies arrays of several dimensions, and arrays within arrays, to one row of elements.</summary>
internal static unsafe class NestedArray
{
    /// <summary>The shape by the first entries, and the dtype of the innermost elements.</summary>
    internal static (long[] Shape, DType DType) Measure(Array data)
    {
        var shape = new List<long>();
        var element = Measure(data, shape);
        var dtype = DTypeExtensions.OfOrNull(element)
            ?? throw new ArgumentException($"tensor: there is no dtype with elements of type {element.Name}", nameof(data));
        return ([.. shape], dtype);
    }

    /// <summary>Copies all elements to memory that holds as many as the shape says.</summary>
    internal static void Copy(Array data, ReadOnlySpan<long> shape, byte* target) => Copy(data, shape, ref target);

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

    private static void Copy(Array data, ReadOnlySpan<long> shape, ref byte* target)
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
                Copy(inner ?? throw new ArgumentException("tensor: an array within the array is null", nameof(data)), shape[data.Rank..], ref target);
            }
            return;
        }
        var bytes = data.LongLength * DTypeExtensions.OfOrNull(data.GetType().GetElementType()!)!.Value.Itemsize;
        fixed (byte* source = &MemoryMarshal.GetArrayDataReference(data))
        {
            Buffer.MemoryCopy(source, target, bytes, bytes);
        }
        target += bytes;
    }
}
