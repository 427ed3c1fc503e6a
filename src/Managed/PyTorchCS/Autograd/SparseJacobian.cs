namespace PyTorchCS;

/// <summary>Derivatives by differences of values with respect to a sparse tensor.</summary>
internal static class SparseJacobian
{
    /// <summary>
    /// For each real output a matrix with a row for each element of the input, also for those that it does not specify. Where these are masked, their
    /// rows are zero; otherwise the function is called with a tensor that specifies all of them.
    /// </summary>
    internal static Tensor[] Of(Func<Tensor[], Tensor[]> func, Tensor[] inputs, int index, Tensor[] values, double eps, bool masked)
    {
        using var silence = Torch.NoGrad();
        var input = inputs[index].Detach();
        var (indices, elements) = masked ? Specified(input) : All(input);
        var flat = elements.View(-1);
        var rows = Rows(indices, input.Shape, flat.Numel());
        var result = Array.ConvertAll(values, value => Torch.Zeros([input.Numel(), value.Numel()], dtype: RowType(value, input), device: value.Device));
        for (var element = 0L; element < flat.Numel(); element++)
        {
            var entry = flat.Select(0, element);
            var change = NumericalJacobian.Change(Call, inputs, entry, eps, eps);
            if (input.DType.IsComplex)
            {
                var imaginary = NumericalJacobian.Change(Call, inputs, entry, eps, new System.Numerics.Complex(0, eps));
                change = [.. change.Zip(imaginary, Torch.Complex)];
            }
            for (var o = 0; o < values.Length; o++)
            {
                result[o].Select(0, rows[element]).Copy_(change[o].Reshape(-1));
            }
        }
        return result;

        Tensor[] Call(Tensor[] given)
        {
            Tensor[] replaced = [.. given];
            replaced[index] = Torch.SparseCooTensor(indices, elements.Clone(), input.Shape, isCoalesced: true);
            return func(replaced);
        }
    }

    private static DType RowType(Tensor value, Tensor input)
    {
        var dtype = value.DType.IsFloatingPoint || value.DType.IsComplex ? value.DType : DType.Float64;
        return input.DType.IsComplex ? Torch.PromoteTypes(dtype, input.DType) : dtype;
    }

    private static (Tensor Indices, Tensor Elements) Specified(Tensor input)
    {
        var coalesced = input.Coalesce();
        return (coalesced.Indices(), coalesced.Values().Clone().Contiguous());
    }

    private static (Tensor Indices, Tensor Elements) All(Tensor input)
    {
        var (sparse, dense) = (input.Shape[..(int)input.SparseDim()], input.Shape[(int)input.SparseDim()..]);
        var indices = Torch.Ones(sparse, dtype: DType.Bool, device: input.Device).Nonzero().T.Contiguous();
        return (indices, input.ToDense().Reshape([indices.Shape[1], .. dense]).Clone());
    }

    /// <summary>Where each element stands in the whole tensor, in row-major order.</summary>
    private static long[] Rows(Tensor indices, long[] shape, long count)
    {
        var (dims, specified) = ((int)indices.Shape[0], indices.Shape[1]);
        var places = indices.To(DType.Int64).ToArray<long>();
        var block = specified == 0 ? 1 : count / specified;
        var rows = new long[count];
        for (var i = 0L; i < specified; i++)
        {
            var row = 0L;
            for (var dim = 0; dim < dims; dim++)
            {
                row = (row * shape[dim]) + places[(dim * specified) + i];
            }
            for (var within = 0L; within < block; within++)
            {
                rows[(i * block) + within] = (row * block) + within;
            }
        }
        return rows;
    }
}
