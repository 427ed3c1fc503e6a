namespace PyTorchCS;

public static partial class Torch
{
    /// <summary>The sum of the products over the last dimensions of one tensor and the first ones of another.</summary>
    /// <param name="a">The tensor whose last dimensions are summed over.</param>
    /// <param name="b">The tensor whose first dimensions are summed over; they have the sizes of the last ones of <paramref name="a"/>.</param>
    /// <param name="dims">How many dimensions; with 0 the result has the products of all pairs.</param>
    /// <returns>A tensor with the other dimensions of <paramref name="a"/>, then those of <paramref name="b"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer dimensions than that, or <paramref name="dims"/> is negative.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.tensordot.html"/>
    public static Tensor Tensordot(Tensor a, Tensor b, long dims = 2)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (dims < 0 || dims > a.Ndim || dims > b.Ndim)
        {
            throw new ArgumentOutOfRangeException(nameof(dims), dims, $"tensordot: {a.Describe()} and {b.Describe()} have no such number of dimensions to sum over");
        }
        var first = new long[dims];
        var last = new long[dims];
        for (var i = 0; i < first.Length; i++)
        {
            (first[i], last[i]) = (i, a.Ndim - dims + i);
        }
        return Ops.Tensordot(a, b, last, first);
    }
}
