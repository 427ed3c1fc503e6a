namespace PyTorchCS.NN;

public static partial class F
{
    /// <summary>Computes <c>x₁·x₂ / (max(‖x₁‖, eps) · max(‖x₂‖, eps))</c> along a dimension.</summary>
    /// <param name="x1">Any shape.</param>
    /// <param name="x2">A shape that broadcasts with the first.</param>
    /// <param name="dim">The dimension along which the vectors lie.</param>
    /// <param name="eps">The smallest length to divide by.</param>
    /// <returns>The common shape without that dimension.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.cosine_similarity.html"/>
    public static Tensor CosineSimilarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1e-8) => Ops.CosineSimilarity(x1, x2, dim, eps);

    /// <summary>Computes <c>‖x₁ - x₂ + eps‖ₚ</c> along the last dimension.</summary>
    /// <param name="x1">Shape <c>(N, D)</c> or <c>(D)</c>.</param>
    /// <param name="x2">Shape <c>(N, D)</c> or <c>(D)</c>.</param>
    /// <param name="p">The exponent of the norm.</param>
    /// <param name="eps">What is added to each difference.</param>
    /// <param name="keepdim">Whether the last dimension stays with size 1.</param>
    /// <returns>Shape <c>(N)</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.pairwise_distance.html"/>
    public static Tensor PairwiseDistance(Tensor x1, Tensor x2, double p = 2.0, double eps = 1e-6, bool keepdim = false) =>
        Ops.PairwiseDistance(x1, x2, p, eps, keepdim);

    /// <summary>Computes the distances between all pairs of rows.</summary>
    /// <param name="input">Shape <c>(N, D)</c>.</param>
    /// <param name="p">The exponent of the norm.</param>
    /// <returns>Shape <c>(N·(N - 1) / 2)</c>: the upper triangle of the distance matrix, row by row.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.pdist.html"/>
    public static Tensor Pdist(Tensor input, double p = 2.0) => Ops.Pdist(input, p);
}
