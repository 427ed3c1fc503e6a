namespace PyTorchCS.NN;

public static partial class F
{
    /// <summary>Looks rows up in a table.</summary>
    /// <param name="input">Indices of any shape, of type int64 or int32.</param>
    /// <param name="weight">Shape <c>(numEmbeddings, embeddingDim)</c>.</param>
    /// <param name="paddingIdx">A row that gets no gradient; negative counts from the end.</param>
    /// <param name="maxNorm">Rows that are looked up are first shortened, in place, to at most this length.</param>
    /// <param name="normType">The exponent of the norm for <paramref name="maxNorm"/>.</param>
    /// <param name="scaleGradByFreq">Whether to divide gradients by how often a row occurs in the input.</param>
    /// <param name="sparse">Whether the gradient of the table is a sparse tensor.</param>
    /// <returns>Shape <c>(*, embeddingDim)</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.embedding.html"/>
    public static Tensor Embedding(Tensor input, Tensor weight, long? paddingIdx = null, double? maxNorm = null, double normType = 2.0, bool scaleGradByFreq = false, bool sparse = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        long padding = paddingIdx is { } index ? CheckPaddingIdx(index, weight.Size(0)) : -1;
        if (maxNorm is { } limit)
        {
            input = input.Contiguous();
            using (Torch.NoGrad())
            {
                Ops.EmbeddingRenorm_(weight, input, limit, normType);
            }
        }

        return Ops.Embedding(weight, input, padding, scaleGradByFreq, sparse);
    }

    /// <summary>Turns class numbers into vectors that are 1 at the class and 0 elsewhere.</summary>
    /// <param name="input">Class numbers of any shape, of type int64.</param>
    /// <param name="numClasses">How many classes there are; by default one more than the largest number.</param>
    /// <returns>Shape <c>(*, numClasses)</c>, of type int64.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.one_hot.html"/>
    public static Tensor OneHot(Tensor input, long numClasses = -1) => Ops.OneHot(input, numClasses);

    internal static long CheckPaddingIdx(long paddingIdx, long rows) => paddingIdx >= -rows && paddingIdx < rows
        ? (paddingIdx < 0 ? paddingIdx + rows : paddingIdx)
        : throw new ArgumentOutOfRangeException(nameof(paddingIdx), paddingIdx, $"padding_idx lies within the {rows} rows of the table.");
}
