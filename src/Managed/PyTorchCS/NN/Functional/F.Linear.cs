namespace PyTorchCS.NN;

public static partial class F
{
    /// <summary>Computes <c>y = x·Wᵀ + b</c>.</summary>
    /// <param name="input">Shape <c>(*, inFeatures)</c>.</param>
    /// <param name="weight">Shape <c>(outFeatures, inFeatures)</c>.</param>
    /// <param name="bias">Shape <c>(outFeatures)</c>, or null for none.</param>
    /// <returns>Shape <c>(*, outFeatures)</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.linear.html"/>
    public static Tensor Linear(Tensor input, Tensor weight, Tensor? bias = null) => Ops.Linear(input, weight, bias);

    /// <summary>Computes <c>yₖ = x₁ᵀ·Wₖ·x₂ + bₖ</c>.</summary>
    /// <param name="input1">Shape <c>(*, in1Features)</c>.</param>
    /// <param name="input2">Shape <c>(*, in2Features)</c>.</param>
    /// <param name="weight">Shape <c>(outFeatures, in1Features, in2Features)</c>.</param>
    /// <param name="bias">Shape <c>(outFeatures)</c>, or null for none.</param>
    /// <returns>Shape <c>(*, outFeatures)</c>.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.bilinear.html"/>
    public static Tensor Bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias = null) => Ops.Bilinear(input1, input2, weight, bias);
}
