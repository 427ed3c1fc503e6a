namespace PyTorchCS.NN;

/// <summary>A table whose rows are looked up by number and learned.</summary>
/// <remarks>Input: indices of any shape; output <c>(*, embeddingDim)</c>. State: <c>weight</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.Embedding.html"/>
public sealed class Embedding : Module<Tensor, Tensor>
{
    /// <summary>Creates the table with rows from <c>N(0, 1)</c>.</summary>
    /// <param name="numEmbeddings">The number of rows.</param>
    /// <param name="embeddingDim">The width of a row.</param>
    /// <param name="paddingIdx">A row that starts at 0 and gets no gradient; negative counts from the end.</param>
    /// <param name="maxNorm">Rows that are looked up are first shortened, in place, to at most this length.</param>
    /// <param name="normType">The exponent of the norm for <paramref name="maxNorm"/>.</param>
    /// <param name="scaleGradByFreq">Whether to divide gradients by how often a row occurs in the input.</param>
    /// <param name="sparse">Whether the gradient of the table is a sparse tensor.</param>
    /// <param name="dtype">The type of the table.</param>
    /// <param name="device">Where it lies.</param>
    public Embedding(long numEmbeddings, long embeddingDim, long? paddingIdx = null, double? maxNorm = null, double normType = 2.0, bool scaleGradByFreq = false, bool sparse = false, DType? dtype = null, Device? device = null)
        : this(new Parameter(Torch.Empty([numEmbeddings, embeddingDim], dtype: dtype, device: device)), paddingIdx, maxNorm, normType, scaleGradByFreq, sparse) =>
        ResetParameters();

    private Embedding(Parameter weight, long? paddingIdx, double? maxNorm, double normType, bool scaleGradByFreq, bool sparse)
    {
        Weight = weight;
        PaddingIdx = paddingIdx is { } index ? F.CheckPaddingIdx(index, weight.Size(0)) : null;
        MaxNorm = maxNorm;
        NormType = normType;
        ScaleGradByFreq = scaleGradByFreq;
        Sparse = sparse;
    }

    /// <summary>The row that stands for padding, or null.</summary>
    public long? PaddingIdx { get; }

    /// <summary>The greatest length of a row, or null.</summary>
    public double? MaxNorm { get; }

    /// <summary>The exponent of the norm for <see cref="MaxNorm"/>.</summary>
    public double NormType { get; }

    /// <summary>Whether gradients are divided by how often a row occurs in the input.</summary>
    public bool ScaleGradByFreq { get; }

    /// <summary>Whether the gradient of the table is a sparse tensor.</summary>
    public bool Sparse { get; }

    /// <summary>The table, shape <c>(numEmbeddings, embeddingDim)</c>.</summary>
    public Parameter Weight { get; }

    /// <summary>Creates a table from given rows.</summary>
    /// <param name="embeddings">Shape <c>(numEmbeddings, embeddingDim)</c>.</param>
    /// <param name="freeze">Whether the rows stay as they are in training.</param>
    /// <param name="paddingIdx">A row that gets no gradient; negative counts from the end.</param>
    /// <param name="maxNorm">Rows that are looked up are first shortened, in place, to at most this length.</param>
    /// <param name="normType">The exponent of the norm for <paramref name="maxNorm"/>.</param>
    /// <param name="scaleGradByFreq">Whether to divide gradients by how often a row occurs in the input.</param>
    /// <param name="sparse">Whether the gradient of the table is a sparse tensor.</param>
    /// <returns>The layer.</returns>
    public static Embedding FromPretrained(Tensor embeddings, bool freeze = true, long? paddingIdx = null, double? maxNorm = null, double normType = 2.0, bool scaleGradByFreq = false, bool sparse = false)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        return embeddings.Ndim == 2
            ? new Embedding(new Parameter(embeddings.Detach(), requiresGrad: !freeze), paddingIdx, maxNorm, normType, scaleGradByFreq, sparse)
            : throw new ArgumentException($"Embedding.FromPretrained: needs 2 dimensions, got [{string.Join(", ", embeddings.Shape)}].", nameof(embeddings));
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.Embedding(input, Weight, PaddingIdx, MaxNorm, NormType, ScaleGradByFreq, Sparse);

    /// <summary>Draws the rows anew; the padding row becomes 0.</summary>
    public void ResetParameters()
    {
        Init.Normal_(Weight);
        if (PaddingIdx is { } index)
        {
            Init.Zeros_(Weight.Detach().Select(0, index));
        }
    }

    /// <inheritdoc/>
    public override string ExtraRepr()
    {
        string text = $"{Weight.Size(0)}, {Weight.Size(1)}";
        text += PaddingIdx is null ? "" : $", padding_idx={PaddingIdx}";
        text += MaxNorm is null ? "" : $", max_norm={Python.Repr(MaxNorm)}";
        text += NormType == 2 ? "" : $", norm_type={Python.Repr(NormType)}";
        text += ScaleGradByFreq ? ", scale_grad_by_freq=True" : "";
        return text + (Sparse ? ", sparse=True" : "");
    }
}
