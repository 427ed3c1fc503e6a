namespace PyTorchCS.NN;

/// <inheritdoc cref="F.MultiHeadAttentionForward" path="/summary"/>
/// <remarks>
/// Query <c>(L, N, embedDim)</c>, key <c>(S, N, kdim)</c>, value <c>(S, N, vdim)</c>; the batch first with <c>batchFirst</c>, or absent.
/// State: <c>in_proj_weight</c>, or <c>q_proj_weight</c>, <c>k_proj_weight</c>, <c>v_proj_weight</c> where <c>kdim</c> or <c>vdim</c> differ;
/// <c>in_proj_bias</c>, <c>bias_k</c>, <c>bias_v</c>, <c>out_proj.weight</c>, <c>out_proj.bias</c>.
/// </remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.MultiheadAttention.html"/>
public sealed class MultiheadAttention : Module<Tensor, Tensor, Tensor, (Tensor Output, Tensor? Weights)>
{
    /// <summary>Creates the layer.</summary>
    /// <param name="embedDim">The width of the query and of the output.</param>
    /// <param name="numHeads">How many heads share it.</param>
    /// <param name="dropout">The probability of dropout on the attention weights, in training.</param>
    /// <param name="bias">Whether the projections have biases.</param>
    /// <param name="addBiasKv">Whether a learned key and value are added at the end of the sequence.</param>
    /// <param name="addZeroAttn">Whether a key and a value of zeros are added at the end.</param>
    /// <param name="kdim">The width of the keys; <paramref name="embedDim"/> by default.</param>
    /// <param name="vdim">The width of the values; <paramref name="embedDim"/> by default.</param>
    /// <param name="batchFirst">Whether the batch comes before the sequence.</param>
    /// <param name="dtype">The type of the parameters.</param>
    /// <param name="device">Where they lie.</param>
    public MultiheadAttention(long embedDim, long numHeads, double dropout = 0.0, bool bias = true, bool addBiasKv = false, bool addZeroAttn = false, long? kdim = null, long? vdim = null, bool batchFirst = false, DType? dtype = null, Device? device = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(embedDim);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(numHeads);
        if (embedDim % numHeads != 0)
        {
            throw new ArgumentException($"MultiheadAttention: the width {embedDim} cannot be split into {numHeads} heads.", nameof(numHeads));
        }

        (EmbedDim, NumHeads, Dropout, AddZeroAttn, BatchFirst) = (embedDim, numHeads, F.CheckProbability(dropout), addZeroAttn, batchFirst);
        if ((kdim ?? embedDim) == embedDim && (vdim ?? embedDim) == embedDim)
        {
            InProjWeight = New(3 * embedDim, embedDim);
        }
        else
        {
            QProjWeight = New(embedDim, embedDim);
            KProjWeight = New(embedDim, kdim ?? embedDim);
            VProjWeight = New(embedDim, vdim ?? embedDim);
        }

        InProjBias = bias ? New(3 * embedDim) : null;
        OutProj = new Linear(embedDim, embedDim, bias, dtype, device);
        BiasK = addBiasKv ? New(1, 1, embedDim) : null;
        BiasV = addBiasKv ? New(1, 1, embedDim) : null;
        ResetOwnParameters();

        Parameter New(params long[] shape) => new(Torch.Empty(shape, dtype: dtype, device: device));
    }

    /// <summary>The width of the query and of the output.</summary>
    public long EmbedDim { get; }

    /// <summary>How many heads share the width.</summary>
    public long NumHeads { get; }

    /// <summary>The probability of dropout on the attention weights.</summary>
    public double Dropout { get; }

    /// <summary>Whether a key and a value of zeros are added at the end.</summary>
    public bool AddZeroAttn { get; }

    /// <summary>Whether the batch comes before the sequence.</summary>
    public bool BatchFirst { get; }

    /// <summary>The three projections one below the other, or null where they are separate.</summary>
    public Parameter? InProjWeight { get; }

    /// <summary>The projection of the query, where separate.</summary>
    public Parameter? QProjWeight { get; }

    /// <summary>The projection of the key, where separate.</summary>
    public Parameter? KProjWeight { get; }

    /// <summary>The projection of the value, where separate.</summary>
    public Parameter? VProjWeight { get; }

    /// <summary>The biases of the three projections, or null.</summary>
    public Parameter? InProjBias { get; }

    /// <summary>The learned key at the end of the sequence, or null.</summary>
    public Parameter? BiasK { get; }

    /// <summary>The learned value at the end of the sequence, or null.</summary>
    public Parameter? BiasV { get; }

    /// <summary>The projection of the joined heads.</summary>
    public Linear OutProj { get; }

    /// <inheritdoc/>
    public override (Tensor Output, Tensor? Weights) Forward(Tensor input1, Tensor input2, Tensor input3) =>
        Attend(input1, input2, input3, null, true, null, true, false);

    /// <summary>Runs the layer, with its hooks.</summary>
    /// <param name="query">Shape <c>(L, N, embedDim)</c>.</param>
    /// <param name="key">Shape <c>(S, N, kdim)</c>.</param>
    /// <param name="value">Shape <c>(S, N, vdim)</c>.</param>
    /// <param name="keyPaddingMask">Shape <c>(N, S)</c>: true, or a number to add, for keys to ignore.</param>
    /// <param name="needWeights">Whether the attention weights are wanted; without them a fused kernel can be used.</param>
    /// <param name="attnMask">Shape <c>(L, S)</c> or <c>(N·numHeads, L, S)</c>: true where attention is <b>not</b> allowed, or numbers to add.</param>
    /// <param name="averageAttnWeights">Whether the weights are averaged over the heads.</param>
    /// <param name="isCausal">A promise that <paramref name="attnMask"/> is the causal mask, which the fused kernel can use.</param>
    /// <returns>The output, and the weights <c>(N, L, S)</c>, <c>(N, numHeads, L, S)</c> or null.</returns>
    public (Tensor Output, Tensor? Weights) Call(Tensor query, Tensor key, Tensor value, Tensor? keyPaddingMask = null, bool needWeights = true, Tensor? attnMask = null, bool averageAttnWeights = true, bool isCausal = false) =>
        CallWith(query, key, value, (q, k, v) => Attend(q, k, v, keyPaddingMask, needWeights, attnMask, averageAttnWeights, isCausal));

    /// <summary>Draws the parameters anew: projections from Xavier's uniform distribution, biases 0.</summary>
    public void ResetParameters()
    {
        OutProj.ResetParameters();
        ResetOwnParameters();
    }

    private void ResetOwnParameters()
    {
        foreach (Parameter? weight in new[] { InProjWeight, QProjWeight, KProjWeight, VProjWeight })
        {
            if (weight is not null)
            {
                Init.XavierUniform_(weight);
            }
        }

        if (InProjBias is not null)
        {
            Init.Zeros_(InProjBias);
            Init.Zeros_(OutProj.Bias!);
        }

        foreach (Parameter? bias in new[] { BiasK, BiasV })
        {
            if (bias is not null)
            {
                Init.XavierNormal_(bias);
            }
        }
    }

    private (Tensor Output, Tensor? Weights) Attend(Tensor query, Tensor key, Tensor value, Tensor? keyPaddingMask, bool needWeights, Tensor? attnMask, bool averageAttnWeights, bool isCausal)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        bool swap = BatchFirst && query.Ndim == 3;
        if (swap)
        {
            (query, key, value) = (query.Transpose(0, 1), key.Transpose(0, 1), value.Transpose(0, 1));
        }

        (Tensor output, Tensor? weights) = F.MultiHeadAttentionForward(
            query, key, value, EmbedDim, NumHeads, InProjWeight, InProjBias, BiasK, BiasV, AddZeroAttn, Dropout,
            OutProj.Weight, OutProj.Bias, Training, keyPaddingMask, needWeights, attnMask,
            useSeparateProjWeight: InProjWeight is null, QProjWeight, KProjWeight, VProjWeight,
            averageAttnWeights: averageAttnWeights, isCausal: isCausal);
        return (swap ? output.Transpose(0, 1) : output, weights);
    }
}
