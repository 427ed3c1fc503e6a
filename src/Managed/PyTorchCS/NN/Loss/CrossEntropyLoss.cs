namespace PyTorchCS.NN;

/// <inheritdoc cref="F.CrossEntropy" path="/summary"/>
/// <param name="weight">A weight for each class, or null.</param>
/// <param name="ignoreIndex">A class number whose elements count for nothing.</param>
/// <param name="reduction">How to make one number of the elements.</param>
/// <param name="labelSmoothing">The share of the target that is spread evenly over all classes.</param>
/// <remarks>Logits <c>(N, C, *)</c> and class numbers <c>(N, *)</c> or probabilities <c>(N, C, *)</c>. State: <c>weight</c>, where given.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.CrossEntropyLoss.html"/>
public sealed class CrossEntropyLoss(Tensor? weight = null, long ignoreIndex = -100, Reduction reduction = Reduction.Mean, double labelSmoothing = 0.0) : WeightedLoss(weight, reduction)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input1, Tensor input2) => F.CrossEntropy(input1, input2, Weight, ignoreIndex, Reduction, labelSmoothing);
}
