using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using PyTorchCS.Interop;

namespace PyTorchCS;

public unsafe partial class Tensor
{
    private const string MakesArrayTypes = "The type of the array is made at run time. ToArray<T> copies the elements in a row.";

    /// <summary>The greatest rank of an array in .NET.</summary>
    private const int GreatestRank = 32;

    /// <summary>Copies all elements into an array of as many dimensions: a matrix of <c>float32</c> becomes a <c>float[,]</c>.</summary>
    /// <exception cref="InvalidOperationException">There is no dimension, there are more than 32, or .NET has no type for the elements.</exception>
    [RequiresDynamicCode(MakesArrayTypes)]
    public Array ToNestedArray()
    {
        var shape = Shape;
        if (shape.Length is 0 or > GreatestRank)
        {
            throw new InvalidOperationException($"ToNestedArray: arrays have 1 to {GreatestRank} dimensions, {Describe()} has {shape.Length}; Item reads one number");
        }
        CheckLength(Numel(), "ToNestedArray");
        return Elements(this, shape, "ToNestedArray");
    }

    /// <summary>Copies all elements into arrays within arrays, such as <c>float[][]</c>, or gives the number of a tensor without dimensions.</summary>
    /// <remarks>
    /// What to cast the result to follows from dtype and number of dimensions: <c>(long[][])x.Tolist()</c>. Of dtypes for which there is no
    /// type, complex ones become <see cref="System.Numerics.Complex"/>, and others <see cref="float"/>.
    /// </remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.tolist.html"/>
    // Differs from PyTorch: the result has the type of the elements, where Python has lists of its own numbers.
    [RequiresDynamicCode(MakesArrayTypes)]
    public object Tolist()
    {
        using var detached = DType.ElementTypeOrNull() is null ? Detach() : null;
        using var converted = detached?.To(DType.IsComplex ? DType.Complex128 : DType.Float32);
        var source = converted ?? this;
        var shape = source.Shape;
        var flat = Elements(source, [source.CheckLength(source.Numel(), "Tolist")], "Tolist");
        if (shape.Length == 0)
        {
            return flat.GetValue(0)!;
        }
        var start = 0;
        return Nest(flat, shape, ref start);
    }

    [RequiresDynamicCode(MakesArrayTypes)]
    private static Array Elements(Tensor tensor, long[] shape, string operation)
    {
        var type = tensor.DType.ElementTypeOrNull()
            ?? throw new InvalidOperationException($"{operation}: .NET has no type for the elements of {tensor.Describe()}; convert the tensor first");
        var array = Array.CreateInstance(type, shape);
        using var self = Operand.Of(tensor, "self");
        fixed (byte* address = &MemoryMarshal.GetArrayDataReference(array))
        {
            var error = Native.CopyTo(self.Handle, address, array.LongLength * tensor.Itemsize);
            if (error is not null)
            {
                throw Errors.Raise(error, operation, "self", [tensor]);
            }
        }
        return array;
    }

    /// <summary>Cuts a row of elements into arrays within arrays.</summary>
    [RequiresDynamicCode(MakesArrayTypes)]
    private static Array Nest(Array flat, ReadOnlySpan<long> shape, ref int start)
    {
        var type = flat.GetType().GetElementType()!;
        for (var i = 1; i < shape.Length; i++)
        {
            type = type.MakeArrayType();
        }
        var result = Array.CreateInstance(type, (int)shape[0]);
        if (shape.Length == 1)
        {
            Array.Copy(flat, start, result, 0, result.Length);
            start += result.Length;
            return result;
        }
        for (var i = 0; i < result.Length; i++)
        {
            result.SetValue(Nest(flat, shape[1..], ref start), i);
        }
        return result;
    }
}
