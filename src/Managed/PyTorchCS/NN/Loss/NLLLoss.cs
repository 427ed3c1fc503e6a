namespace PyTorchCS.NN;

/// <inheritdoc cref="F.NllLoss" path="/summary"/>
/// <param name="weight">A weight for each class, or null.</param>
/// <param name="ignoreIndex">A class number whose elements count for nothing.</param>
/// <param name="reduction">How to make one number of the elements.</param>
/// <remarks>Log probabilities <c>(N, C, *)</c> and class numbers <c>(N, *)</c>. State: <c>weight</c>, where given.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.NLLLoss.html"/>
public sealed class NLLLoss(Tensor? weight = null, long ignoreIndex = -100, Reduction reduction = Reduction.Mean) : WeightedLoss(weight, reduction)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input1, Tensor input2) => F.NllLoss(input1, input2, Weight, ignoreIndex, Reduction);
}
