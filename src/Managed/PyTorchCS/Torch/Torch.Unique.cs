namespace PyTorchCS;

public static partial class Torch
{
    /// <summary>The different elements, or the different slices along a dimension.</summary>
    /// <param name="input">Any tensor.</param>
    /// <param name="sorted">Whether they come in ascending order.</param>
    /// <param name="returnInverse">Whether to tell, for each element of the input, its place in the output.</param>
    /// <param name="returnCounts">Whether to tell how often each occurs.</param>
    /// <param name="dim">The dimension whose slices are compared; by default all elements are, whatever the shape.</param>
    /// <remarks>Inverse indices and counts have a meaning only where they are asked for.</remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.unique.html"/>
    // Differs from PyTorch: always a tuple of three, since a result type cannot depend on the value of an argument.
    public static (Tensor Output, Tensor InverseIndices, Tensor Counts) Unique(
        Tensor input, bool sorted = true, bool returnInverse = false, bool returnCounts = false, long? dim = null) => dim is { } given
        ? Ops.UniqueDim(input, given, sorted, returnInverse, returnCounts)
        : Ops._Unique2(input, sorted, returnInverse, returnCounts);

    /// <summary>The elements, or the slices along a dimension, without those that equal the one before them.</summary>
    /// <param name="input">Any tensor.</param>
    /// <param name="returnInverse">Whether to tell, for each element of the input, its place in the output.</param>
    /// <param name="returnCounts">Whether to tell how often each is repeated.</param>
    /// <param name="dim">The dimension whose slices are compared; by default all elements are, in row-major order.</param>
    /// <remarks>Inverse indices and counts have a meaning only where they are asked for.</remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.unique_consecutive.html"/>
    // Differs from PyTorch: always a tuple of three, as Unique.
    public static (Tensor Output, Tensor InverseIndices, Tensor Counts) UniqueConsecutive(
        Tensor input, bool returnInverse = false, bool returnCounts = false, long? dim = null) =>
        Ops.UniqueConsecutive(input, returnInverse, returnCounts, dim);
}
