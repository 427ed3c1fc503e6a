namespace PyTorchCS.NN;

/// <inheritdoc cref="F.BinaryCrossEntropy" path="/summary"/>
/// <param name="weight">A weight for each element, or null; broadcasts.</param>
/// <param name="reduction">How to make one number of the elements.</param>
/// <remarks>Probabilities and targets of the same shape. State: <c>weight</c>, where given.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.BCELoss.html"/>
public sealed class BCELoss(Tensor? weight = null, Reduction reduction = Reduction.Mean) : WeightedLoss(weight, reduction)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input1, Tensor input2) => F.BinaryCrossEntropy(input1, input2, Weight, Reduction);
}
