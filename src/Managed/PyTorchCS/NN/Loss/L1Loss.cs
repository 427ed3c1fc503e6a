namespace PyTorchCS.NN;

/// <inheritdoc cref="F.L1Loss" path="/summary"/>
/// <param name="reduction">How to make one number of the elements.</param>
/// <remarks>Input and target of the same shape.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.L1Loss.html"/>
public sealed class L1Loss(Reduction reduction = Reduction.Mean) : Loss(reduction)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input1, Tensor input2) => F.L1Loss(input1, input2, Reduction);
}
