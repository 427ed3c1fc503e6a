namespace PyTorchCS.NN;

/// <inheritdoc cref="F.BinaryCrossEntropyWithLogits" path="/summary"/>
/// <param name="weight">A weight for each element, or null; broadcasts.</param>
/// <param name="reduction">How to make one number of the elements.</param>
/// <param name="posWeight">A factor for the positive part, or null; broadcasts.</param>
/// <remarks>Logits and targets of the same shape. State: <c>weight</c> and <c>pos_weight</c>, where given.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.BCEWithLogitsLoss.html"/>
public sealed class BCEWithLogitsLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? posWeight = null) : WeightedLoss(weight, reduction)
{
    /// <summary>The factor for the positive part, or null.</summary>
    [Buffer]
    public Tensor? PosWeight { get; } = Own(posWeight);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input1, Tensor input2) => F.BinaryCrossEntropyWithLogits(input1, input2, Weight, Reduction, PosWeight);
}
