namespace PyTorchCS.NN;

public static partial class F
{
    /// <summary>Computes <c>softmax(scale · Q·Kᵀ + mask)·V</c>, fused where the device offers it.</summary>
    /// <param name="query">Shape <c>(*, L, E)</c>.</param>
    /// <param name="key">Shape <c>(*, S, E)</c>.</param>
    /// <param name="value">Shape <c>(*, S, Ev)</c>.</param>
    /// <param name="attnMask">Broadcasts to <c>(*, L, S)</c>: a boolean mask is true where attention is allowed, a float mask is added.</param>
    /// <param name="dropoutP">The probability of dropout on the weights; also outside training, so pass 0 there.</param>
    /// <param name="isCausal">Whether position <c>i</c> sees only positions up to <c>i</c>.</param>
    /// <param name="scale">The factor of the scores; <c>1 / √E</c> by default.</param>
    /// <param name="enableGqa">Whether several query heads may share a key head.</param>
    /// <returns>Shape <c>(*, L, Ev)</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.scaled_dot_product_attention.html"/>
    public static Tensor ScaledDotProductAttention(Tensor query, Tensor key, Tensor value, Tensor? attnMask = null, double dropoutP = 0.0, bool isCausal = false, double? scale = null, bool enableGqa = false) =>
        Ops.ScaledDotProductAttention(query, key, value, attnMask, dropoutP, isCausal, scale, enableGqa);
}
