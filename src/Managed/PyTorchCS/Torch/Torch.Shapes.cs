namespace PyTorchCS;

public static partial class Torch
{
    /// <summary>The shape that tensors of these shapes have when they are broadcast together.</summary>
    /// <remarks>Shapes are compared from their last dimension; sizes fit where they are equal or one of them is 1.</remarks>
    /// <exception cref="ArgumentException">A size is negative, or sizes of one dimension do not fit.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.broadcast_shapes.html"/>
    public static long[] BroadcastShapes(params ReadOnlySpan<long[]> shapes)
    {
        var length = 0;
        foreach (var shape in shapes)
        {
            ArgumentNullException.ThrowIfNull(shape, nameof(shapes));
            length = Math.Max(length, shape.Length);
        }
        var result = new long[length];
        Array.Fill(result, 1);
        foreach (var shape in shapes)
        {
            for (var i = 1; i <= shape.Length; i++)
            {
                var size = shape[^i];
                if (size < 0 || (size != 1 && result[^i] != 1 && size != result[^i]))
                {
                    throw new ArgumentException($"broadcast_shapes: the shapes {Listed(shapes)} do not fit in dimension -{i}", nameof(shapes));
                }
                result[^i] = size == 1 ? result[^i] : size;
            }
        }
        return result;
    }

    /// <summary>The coordinates, in a tensor of the given shape, of the elements at these places in row-major order.</summary>
    /// <param name="indices">Whole numbers.</param>
    /// <param name="shape">The shape that is pointed into.</param>
    /// <returns>One int64 tensor of the indices' shape for each dimension.</returns>
    /// <exception cref="ArgumentException">The indices are no whole numbers, or a size is negative.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.unravel_index.html"/>
    public static Tensor[] UnravelIndex(Tensor indices, IntList shape)
    {
        ArgumentNullException.ThrowIfNull(indices);
        var dtype = indices.DType;
        if (dtype == DType.Bool || dtype.IsFloatingPoint || dtype.IsComplex)
        {
            throw new ArgumentException($"unravel_index: indices are whole numbers, not {indices.Describe()}", nameof(indices));
        }
        var sizes = shape.ToArray() ?? [];
        if (sizes.Any(size => size < 0))
        {
            throw new ArgumentException($"unravel_index: the shape [{string.Join(", ", sizes)}] has a negative size", nameof(shape));
        }
        var coordinates = new Tensor[sizes.Length];
        using var scope = Scope();
        // Steps and sizes may be greater than the indices' dtype can hold.
        var places = indices.To(DType.Int64);
        var step = 1L;
        for (var i = sizes.Length - 1; i >= 0; i--)
        {
            coordinates[i] = scope.Keep(places.FloorDivide(step).Remainder(sizes[i]));
            step = checked(step * sizes[i]);
        }
        return coordinates;
    }

    private static string Listed(ReadOnlySpan<long[]> shapes)
    {
        var texts = new string[shapes.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = $"[{string.Join(", ", shapes[i])}]";
        }
        return string.Join(", ", texts);
    }
}
