namespace PyTorchCS.NN;

/// <inheritdoc cref="F.HuberLoss" path="/summary"/>
/// <param name="reduction">How to make one number of the elements.</param>
/// <param name="delta">Where the parabola becomes a line, positive.</param>
/// <remarks>Input and target of the same shape.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.HuberLoss.html"/>
public sealed class HuberLoss(Reduction reduction = Reduction.Mean, double delta = 1.0) : Loss(reduction)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input1, Tensor input2) => F.HuberLoss(input1, input2, Reduction, delta);
}
