namespace PyTorchCS;

/// <summary>Derivatives by differences of values.</summary>
internal static class NumericalJacobian
{
    /// <summary>
    /// For each real output the derivatives with respect to one input: a matrix with a row for each element of the input and a column for each of the output.
    /// For a complex input <c>∂/∂x + i·∂/∂y</c>, which is what backward passes give.
    /// </summary>
    internal static Tensor[] Of(Func<Tensor[], Tensor[]> func, Tensor[] inputs, int index, Tensor[] values, double eps, bool masked)
    {
        if (inputs[index].Layout != Layout.Strided)
        {
            return SparseJacobian.Of(func, inputs, index, values, eps, masked);
        }
        using var silence = Torch.NoGrad();
        var input = inputs[index];
        var rows = Array.ConvertAll(values, _ => new List<Tensor>());
        // Without the count of changes, since a graph that was made before is used later.
        var data = input.Data;
        for (var element = 0L; element < input.Numel(); element++)
        {
            var entry = At(data, element);
            var change = Change(func, inputs, entry, eps, eps);
            if (input.DType.IsComplex)
            {
                var imaginary = Change(func, inputs, entry, eps, new System.Numerics.Complex(0, eps));
                change = [.. change.Zip(imaginary, Torch.Complex)];
            }
            for (var o = 0; o < values.Length; o++)
            {
                rows[o].Add(change[o].Reshape(-1));
            }
        }
        return [.. values.Select((value, o) => rows[o].Count == 0 ? Torch.Zeros([0, value.Numel()], dtype: value.DType, device: value.Device) : Torch.Stack([.. rows[o]]))];
    }

    /// <summary>The change of each output while a part of an input moves: <c>(f(x + step) − f(x − step)) / (2·eps)</c>.</summary>
    internal static Tensor[] Change(Func<Tensor[], Tensor[]> func, Tensor[] inputs, Tensor part, double eps, Scalar step) =>
        Change(func, inputs, part, eps, Torch.FullLike(part, step));

    /// <summary>The change of each output while a part of an input moves: <c>(f(x + step) − f(x − step)) / (2·eps)</c>.</summary>
    internal static Tensor[] Change(Func<Tensor[], Tensor[]> func, Tensor[] inputs, Tensor part, double eps, Tensor step)
    {
        var original = part.Clone();
        Tensor[] before;
        Tensor[] after;
        try
        {
            part.Copy_(original - step);
            before = Array.ConvertAll(func(inputs), output => output.Clone());
            part.Copy_(original + step);
            after = Array.ConvertAll(func(inputs), output => output.Clone());
        }
        finally
        {
            part.Copy_(original);
        }
        return [.. after.Zip(before, (high, low) => Difference(high, low) / (2 * eps))];
    }

    private static Tensor Difference(Tensor high, Tensor low) =>
        high.DType.IsFloatingPoint || high.DType.IsComplex ? high - low : high.To(DType.Float64) - low.To(DType.Float64);

    /// <summary>One element, counted in row-major order, of a tensor that lies in memory in any way.</summary>
    private static Tensor At(Tensor tensor, long element)
    {
        var shape = tensor.Shape;
        var places = new long[shape.Length];
        for (var dim = shape.Length - 1; dim >= 0; dim--)
        {
            (element, places[dim]) = Math.DivRem(element, shape[dim]);
        }
        return places.Aggregate(tensor, (rest, place) => rest.Select(0, place));
    }
}
