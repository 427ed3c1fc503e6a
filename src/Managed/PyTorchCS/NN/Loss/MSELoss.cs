namespace PyTorchCS.NN;

/// <inheritdoc cref="F.MseLoss" path="/summary"/>
/// <param name="reduction">How to make one number of the elements.</param>
/// <remarks>Input and target of the same shape.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.MSELoss.html"/>
public sealed class MSELoss(Reduction reduction = Reduction.Mean) : Loss(reduction)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input1, Tensor input2) => F.MseLoss(input1, input2, Reduction);
}
