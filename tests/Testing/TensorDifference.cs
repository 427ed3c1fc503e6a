using System.Globalization;

namespace PyTorchCS.Testing;

/// <summary>Finds the element of a tensor that is furthest from what was expected.</summary>
internal static class TensorDifference
{
    /// <summary>A sentence about the worst element, or null where every element is close enough.</summary>
    public static string? Between(Tensor actual, Tensor expected, double relative, double? absolute)
    {
        if (!expected.DType.IsFloatingPoint && !expected.DType.IsComplex)
        {
            return Exact(Read<long>(actual, DType.Int64), Read<long>(expected, DType.Int64), expected.Shape);
        }

        var got = Read<double>(actual, DType.Float64);
        var want = Read<double>(expected, DType.Float64);
        var allowed = absolute ?? relative / 10 * want.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        var (worst, excess, count) = (-1, 0.0, 0);
        for (var i = 0; i < want.Length; i++)
        {
            var beyond = Excess(got[i], want[i], relative, allowed);
            if (beyond <= 0)
            {
                continue;
            }

            count++;
            if (beyond > excess)
            {
                (worst, excess) = (i, beyond);
            }
        }

        return worst < 0 ? null : string.Create(CultureInfo.InvariantCulture,
            $"element {Position(worst, expected)} is {got[worst]:G17} where {want[worst]:G17} was expected (difference {Math.Abs(got[worst] - want[worst]):G3}, allowed {allowed + (relative * Math.Abs(want[worst])):G3}); {count} of {want.Length} elements differ");
    }

    private static double Excess(double got, double want, double relative, double absolute)
    {
        if (got.Equals(want) || got == want)
        {
            return 0;
        }

        var difference = Math.Abs(got - want);
        return double.IsFinite(difference) ? difference - (absolute + (relative * Math.Abs(want))) : double.PositiveInfinity;
    }

    private static string? Exact(long[] got, long[] want, long[] shape)
    {
        var wrong = Enumerable.Range(0, want.Length).Where(i => got[i] != want[i]).ToArray();
        return wrong.Length == 0 ? null : string.Create(CultureInfo.InvariantCulture,
            $"element {Position(wrong[0], shape)} is {got[wrong[0]]} where {want[wrong[0]]} was expected; {wrong.Length} of {want.Length} elements differ");
    }

    private static string Position(int flat, Tensor tensor) => tensor.DType.IsComplex ? $"{Position(flat / 2, tensor.Shape)}{(flat % 2 == 0 ? ".real" : ".imag")}" : Position(flat, tensor.Shape);

    private static string Position(int flat, long[] shape)
    {
        var index = new long[shape.Length];
        long rest = flat;
        for (var d = shape.Length - 1; d >= 0; d--)
        {
            (rest, index[d]) = Math.DivRem(rest, shape[d]);
        }

        return TensorAssertions.Shape(index);
    }

    private static T[] Read<T>(Tensor tensor, DType dtype)
        where T : unmanaged
    {
        using var detached = tensor.Detach();
        using var dense = detached.Layout == Layout.Strided ? null : detached.ToDense();
        using var real = detached.DType.IsComplex ? Torch.ViewAsReal((dense ?? detached).ResolveConj()) : null;
        using var wide = (real ?? dense ?? detached).To(dtype);
        return wide.ToArray<T>();
    }
}
