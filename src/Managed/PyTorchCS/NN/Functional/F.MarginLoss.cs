namespace PyTorchCS.NN;

public static partial class F
{
    /// <summary>Computes <c>log(1 + exp(-y·x))</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="target">The same shape; 1 or -1.</param>
    /// <param name="reduction">How to make one number of it.</param>
    /// <returns>One number, or the input's shape without reduction.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.soft_margin_loss.html"/>
    public static Tensor SoftMarginLoss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Ops.SoftMarginLoss(input, target, reduction);

    /// <summary>Computes <c>Σᵢ max(0, margin - x[y] + x[i])ᵖ / C</c> over the classes <c>i ≠ y</c>.</summary>
    /// <param name="input">Scores, shape <c>(N, C)</c> or <c>(C)</c>.</param>
    /// <param name="target">Class numbers of type int64, shape <c>(N)</c> or <c>()</c>.</param>
    /// <param name="p">The exponent, 1 or 2.</param>
    /// <param name="margin">By how much the right class is to lead.</param>
    /// <param name="weight">A weight for each class, shape <c>(C)</c>.</param>
    /// <param name="reduction">How to make one number of it.</param>
    /// <returns>One number, or the target's shape without reduction.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.multi_margin_loss.html"/>
    public static Tensor MultiMarginLoss(Tensor input, Tensor target, long p = 1, double margin = 1.0, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
        Ops.MultiMarginLoss(input, target, p, margin, weight, reduction);

    /// <summary>Computes <c>Σᵢⱼ max(0, 1 - (x[y[j]] - x[i])) / C</c> over the classes <c>i</c> that are no target.</summary>
    /// <param name="input">Scores, shape <c>(N, C)</c> or <c>(C)</c>.</param>
    /// <param name="target">Class numbers of type int64, same shape; what follows the first -1 counts for nothing.</param>
    /// <param name="reduction">How to make one number of it.</param>
    /// <returns>One number, or shape <c>(N)</c> without reduction.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.multilabel_margin_loss.html"/>
    public static Tensor MultilabelMarginLoss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Ops.MultilabelMarginLoss(input, target, reduction);

    /// <summary>Computes <c>max(0, -y·(x₁ - x₂) + margin)</c>.</summary>
    /// <param name="input1">Any shape.</param>
    /// <param name="input2">The same shape.</param>
    /// <param name="target">The same shape; 1 where the first is to rank higher, -1 where the second.</param>
    /// <param name="margin">By how much.</param>
    /// <param name="reduction">How to make one number of it.</param>
    /// <returns>One number, or the inputs' shape without reduction.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.margin_ranking_loss.html"/>
    public static Tensor MarginRankingLoss(Tensor input1, Tensor input2, Tensor target, double margin = 0.0, Reduction reduction = Reduction.Mean) =>
        Ops.MarginRankingLoss(input1, input2, target, margin, reduction);

    /// <summary>Computes <c>x</c> where <c>y = 1</c>, and <c>max(0, margin - x)</c> where <c>y = -1</c>.</summary>
    /// <param name="input">Distances of any shape.</param>
    /// <param name="target">The same shape; 1 or -1.</param>
    /// <param name="margin">The distance that unlike pairs are to have.</param>
    /// <param name="reduction">How to make one number of it.</param>
    /// <returns>One number, or the input's shape without reduction.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.hinge_embedding_loss.html"/>
    public static Tensor HingeEmbeddingLoss(Tensor input, Tensor target, double margin = 1.0, Reduction reduction = Reduction.Mean) =>
        Ops.HingeEmbeddingLoss(input, target, margin, reduction);

    /// <summary>Computes <c>1 - cos(x₁, x₂)</c> where <c>y = 1</c>, and <c>max(0, cos(x₁, x₂) - margin)</c> where <c>y = -1</c>.</summary>
    /// <param name="input1">Shape <c>(N, D)</c> or <c>(D)</c>.</param>
    /// <param name="input2">The same shape.</param>
    /// <param name="target">Shape <c>(N)</c> or <c>()</c>; 1 or -1.</param>
    /// <param name="margin">The similarity that unlike pairs may have.</param>
    /// <param name="reduction">How to make one number of it.</param>
    /// <returns>One number, or the target's shape without reduction.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.cosine_embedding_loss.html"/>
    public static Tensor CosineEmbeddingLoss(Tensor input1, Tensor input2, Tensor target, double margin = 0.0, Reduction reduction = Reduction.Mean) =>
        Ops.CosineEmbeddingLoss(input1, input2, target, margin, reduction);

    /// <summary>Computes <c>max(0, ‖a - p‖ - ‖a - n‖ + margin)</c>.</summary>
    /// <param name="anchor">Shape <c>(N, D)</c> or <c>(D)</c>.</param>
    /// <param name="positive">The same shape: what the anchor is to be near.</param>
    /// <param name="negative">The same shape: what it is to be far from.</param>
    /// <param name="margin">By how much farther.</param>
    /// <param name="p">The exponent of the norm.</param>
    /// <param name="eps">What is added to each difference.</param>
    /// <param name="swap">Whether the distance of positive and negative counts where it is smaller.</param>
    /// <param name="reduction">How to make one number of it.</param>
    /// <returns>One number, or shape <c>(N)</c> without reduction.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.triplet_margin_loss.html"/>
    public static Tensor TripletMarginLoss(Tensor anchor, Tensor positive, Tensor negative, double margin = 1.0, double p = 2.0, double eps = 1e-6, bool swap = false, Reduction reduction = Reduction.Mean) =>
        Ops.TripletMarginLoss(anchor, positive, negative, margin, p, eps, swap, reduction);
}
