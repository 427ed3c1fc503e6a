namespace PyTorchCS.NN;

public static partial class F
{
    /// <summary>Projects query, key and value, attends with several heads side by side, and projects the joined results.</summary>
    /// <param name="query">Shape <c>(L, N, E)</c>, or <c>(L, E)</c> without a batch.</param>
    /// <param name="key">Shape <c>(S, N, Ek)</c> or <c>(S, Ek)</c>.</param>
    /// <param name="value">Shape <c>(S, N, Ev)</c> or <c>(S, Ev)</c>.</param>
    /// <param name="embedDimToCheck">The width <c>E</c> that the query must have.</param>
    /// <param name="numHeads">How many heads share <c>E</c>.</param>
    /// <param name="inProjWeight">Shape <c>(3·E, E)</c>: the projections one below the other; null with separate ones.</param>
    /// <param name="inProjBias">Shape <c>(3·E)</c>, or null for none.</param>
    /// <param name="biasK">A key that is added at the end of the sequence, shape <c>(1, 1, E)</c>.</param>
    /// <param name="biasV">Its value.</param>
    /// <param name="addZeroAttn">Whether a key and a value of zeros are added at the end.</param>
    /// <param name="dropoutP">The probability of dropout on the attention weights, in training.</param>
    /// <param name="outProjWeight">Shape <c>(E, E)</c>.</param>
    /// <param name="outProjBias">Shape <c>(E)</c>, or null for none.</param>
    /// <param name="training">Whether dropout is on.</param>
    /// <param name="keyPaddingMask">Shape <c>(N, S)</c>: true, or a number to add, for keys to ignore.</param>
    /// <param name="needWeights">Whether the attention weights are wanted; without them a fused kernel can be used.</param>
    /// <param name="attnMask">Shape <c>(L, S)</c> or <c>(N·numHeads, L, S)</c>: true where attention is <b>not</b> allowed, or numbers to add.</param>
    /// <param name="useSeparateProjWeight">Whether the three projections are given one by one.</param>
    /// <param name="qProjWeight">Shape <c>(E, E)</c>.</param>
    /// <param name="kProjWeight">Shape <c>(E, Ek)</c>.</param>
    /// <param name="vProjWeight">Shape <c>(E, Ev)</c>.</param>
    /// <param name="staticK">Ready keys, shape <c>(N·numHeads, S, E / numHeads)</c>, instead of projected ones.</param>
    /// <param name="staticV">Ready values of the same shape.</param>
    /// <param name="averageAttnWeights">Whether the weights are averaged over the heads.</param>
    /// <param name="isCausal">A promise that <paramref name="attnMask"/> is the causal mask, which the fused kernel can use.</param>
    /// <returns>The output, shape <c>(L, N, E)</c>, and the weights, shape <c>(N, L, S)</c>, <c>(N, numHeads, L, S)</c> or null.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit together.</exception>
    public static (Tensor Output, Tensor? Weights) MultiHeadAttentionForward(
        Tensor query, Tensor key, Tensor value, long embedDimToCheck, long numHeads,
        Tensor? inProjWeight, Tensor? inProjBias, Tensor? biasK, Tensor? biasV, bool addZeroAttn, double dropoutP,
        Tensor outProjWeight, Tensor? outProjBias, bool training = true,
        Tensor? keyPaddingMask = null, bool needWeights = true, Tensor? attnMask = null,
        bool useSeparateProjWeight = false, Tensor? qProjWeight = null, Tensor? kProjWeight = null, Tensor? vProjWeight = null,
        Tensor? staticK = null, Tensor? staticV = null, bool averageAttnWeights = true, bool isCausal = false)
    {
        bool batched = CheckAttentionInputs(query, key, value, embedDimToCheck, numHeads, keyPaddingMask, attnMask, isCausal);
        if (!batched)
        {
            (query, key, value) = (query.Unsqueeze(1), key.Unsqueeze(1), value.Unsqueeze(1));
            keyPaddingMask = keyPaddingMask?.Unsqueeze(0);
        }

        var shape = new AttentionShape(query.Size(0), query.Size(1), numHeads, embedDimToCheck / numHeads);
        isCausal = isCausal && keyPaddingMask is null && !needWeights;
        Tensor? mask = isCausal ? null : ScoreMask(attnMask, query.DType)?.To(query.Device);
        mask = mask is { Ndim: 2 } ? mask.Unsqueeze(0) : mask;
        Tensor? padding = ScoreMask(keyPaddingMask, query.DType);

        Tensor[] weights = useSeparateProjWeight
            ? [Given(qProjWeight, nameof(qProjWeight)), Given(kProjWeight, nameof(kProjWeight)), Given(vProjWeight, nameof(vProjWeight))]
            : Given(inProjWeight, nameof(inProjWeight)).Chunk(3);
        Tensor[]? biases = inProjBias?.Chunk(3);
        Tensor q = Linear(query, weights[0], biases?[0]);
        Tensor k = Linear(key, weights[1], biases?[1]);
        Tensor v = Linear(value, weights[2], biases?[2]);
        if (biasK is not null && biasV is not null)
        {
            k = Torch.Cat([k, biasK.Repeat(1, shape.Batch, 1)], 0);
            v = Torch.Cat([v, biasV.Repeat(1, shape.Batch, 1)], 0);
            (mask, padding) = (OneMoreKey(mask), OneMoreKey(padding));
        }

        q = shape.SplitHeads(q);
        k = staticK ?? shape.SplitHeads(k);
        v = staticV ?? shape.SplitHeads(v);
        if (addZeroAttn)
        {
            Tensor zeros = Torch.Zeros([k.Size(0), 1, k.Size(2)], dtype: k.DType, device: k.Device);
            (k, v) = (Torch.Cat([k, zeros], 1), Torch.Cat([v, zeros], 1));
            (mask, padding) = (OneMoreKey(mask), OneMoreKey(padding));
        }

        mask = MergeMasks(mask, padding, shape);
        double dropout = training ? dropoutP : 0.0;
        (Tensor attended, Tensor? scores) = needWeights
            ? AttendWithWeights(q, k, v, mask, dropout)
            : (AttendFused(q, k, v, mask, dropout, isCausal, shape), null);
        Tensor output = Linear(shape.JoinHeads(attended), outProjWeight, outProjBias);
        scores = scores?.View(shape.Batch, numHeads, shape.Length, k.Size(1));
        scores = averageAttnWeights ? scores?.Mean(1) : scores;
        return batched ? (output, scores) : (output.Squeeze(1), scores?.Squeeze(0));
    }

    private static Tensor Given(Tensor? weight, string name) =>
        weight ?? throw new ArgumentNullException(name, "multi_head_attention_forward: this projection is missing.");

    // Only allowed keys are added: the new column of a mask is 0.
    private static Tensor? OneMoreKey(Tensor? mask) => mask is null ? null : Pad(mask, [0, 1]);

    private static Tensor? ScoreMask(Tensor? mask, DType dtype) => mask is null || mask.DType.IsFloatingPoint
        ? mask
        : Torch.Zeros(mask.Shape, dtype: dtype, device: mask.Device).MaskedFill_(mask, double.NegativeInfinity);

    private static Tensor? MergeMasks(Tensor? mask, Tensor? padding, AttentionShape shape)
    {
        if (padding is null)
        {
            return mask;
        }

        long keys = padding.Size(1);
        Tensor spread = padding.View(shape.Batch, 1, 1, keys).Expand(-1, shape.Heads, -1, -1).Reshape(shape.Batch * shape.Heads, 1, keys);
        return mask is null ? spread : mask + spread;
    }

    private static (Tensor Attended, Tensor Weights) AttendWithWeights(Tensor q, Tensor k, Tensor v, Tensor? mask, double dropout)
    {
        Tensor scaled = q * Math.Sqrt(1.0 / q.Size(2));
        Tensor scores = mask is null ? scaled.Bmm(k.Transpose(1, 2)) : Ops.Baddbmm(mask, scaled, k.Transpose(1, 2));
        Tensor weights = Softmax(scores, -1);
        if (dropout > 0)
        {
            weights = Dropout(weights, dropout);
        }

        return (weights.Bmm(v), weights);
    }

    private static Tensor AttendFused(Tensor q, Tensor k, Tensor v, Tensor? mask, double dropout, bool isCausal, AttentionShape shape)
    {
        long keys = k.Size(1);
        if (mask is not null)
        {
            mask = mask.Size(0) == 1 ? mask.Unsqueeze(0) : mask.View(shape.Batch, shape.Heads, -1, keys);
        }

        Tensor attended = ScaledDotProductAttention(
            q.View(shape.Batch, shape.Heads, shape.Length, shape.HeadDim),
            k.View(shape.Batch, shape.Heads, keys, shape.HeadDim),
            v.View(shape.Batch, shape.Heads, keys, shape.HeadDim),
            mask, dropout, isCausal);
        return attended.Reshape(shape.Batch * shape.Heads, shape.Length, shape.HeadDim);
    }

    private static bool CheckAttentionInputs(Tensor query, Tensor key, Tensor value, long embedDim, long numHeads, Tensor? keyPaddingMask, Tensor? attnMask, bool isCausal)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        const string Operation = "multi_head_attention_forward";
        string shapes = $"query [{string.Join(", ", query.Shape)}], key [{string.Join(", ", key.Shape)}], value [{string.Join(", ", value.Shape)}]";
        if (query.Ndim is not (2 or 3) || key.Ndim != query.Ndim || value.Ndim != query.Ndim)
        {
            throw new ArgumentException($"{Operation}: query, key and value need 3 dimensions each, or 2 without a batch; got {shapes}.", nameof(query));
        }

        if (query.Size(-1) != embedDim)
        {
            throw new ArgumentException($"{Operation}: the query needs width {embedDim}; got {shapes}.", nameof(query));
        }

        if (key.Size(0) != value.Size(0) || (query.Ndim == 3 && (key.Size(1) != value.Size(1) || key.Size(1) != query.Size(1))))
        {
            throw new ArgumentException($"{Operation}: key and value need the same length, and all three the same batch size; got {shapes}.", nameof(key));
        }

        if (embedDim % numHeads != 0)
        {
            throw new ArgumentException($"{Operation}: the width {embedDim} cannot be split into {numHeads} heads.", nameof(numHeads));
        }

        if (isCausal && attnMask is null)
        {
            throw new ArgumentException($"{Operation}: isCausal only says what attnMask is; pass the mask too.", nameof(isCausal));
        }

        RequireMask(Operation, keyPaddingMask, nameof(keyPaddingMask), query.Ndim == 3 ? [[query.Size(1), key.Size(0)]] : [[key.Size(0)]]);
        long batch = query.Ndim == 3 ? query.Size(1) : 1;
        RequireMask(Operation, attnMask, nameof(attnMask), [[query.Size(0), key.Size(0)], [batch * numHeads, query.Size(0), key.Size(0)]]);
        return query.Ndim == 3;
    }

    private static void RequireMask(string operation, Tensor? mask, string name, long[][] shapes)
    {
        if (mask is null)
        {
            return;
        }

        if (mask.DType != DType.Bool && !mask.DType.IsFloatingPoint)
        {
            throw new ArgumentException($"{operation}: {name} is boolean or floating-point, not {mask.DType}.", name);
        }

        if (!shapes.Any(shape => mask.Shape.AsSpan().SequenceEqual(shape)))
        {
            string wanted = string.Join(" or ", shapes.Select(shape => $"[{string.Join(", ", shape)}]"));
            throw new ArgumentException($"{operation}: {name} needs shape {wanted}, got [{string.Join(", ", mask.Shape)}].", name);
        }
    }

    /// <summary>The sizes that splitting into heads and joining them again needs.</summary>
    private readonly record struct AttentionShape(long Length, long Batch, long Heads, long HeadDim)
    {
        /// <summary><c>(T, N, E)</c> -> <c>(N·heads, T, E / heads)</c>.</summary>
        public Tensor SplitHeads(Tensor projected) =>
            projected.Contiguous().View(projected.Size(0), Batch * Heads, HeadDim).Transpose(0, 1);

        /// <summary><c>(N·heads, L, E / heads)</c> -> <c>(L, N, E)</c>.</summary>
        public Tensor JoinHeads(Tensor attended) =>
            attended.Transpose(0, 1).Contiguous().View(Length, Batch, Heads * HeadDim);
    }
}
