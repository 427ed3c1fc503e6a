namespace PyTorchCS.NN;

/// <inheritdoc cref="F.SmoothL1Loss" path="/summary"/>
/// <param name="reduction">How to make one number of the elements.</param>
/// <param name="beta">Where the parabola becomes a line; 0 gives the absolute difference.</param>
/// <remarks>Input and target of the same shape.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.SmoothL1Loss.html"/>
public sealed class SmoothL1Loss(Reduction reduction = Reduction.Mean, double beta = 1.0) : Loss(reduction)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input1, Tensor input2) => F.SmoothL1Loss(input1, input2, Reduction, beta);
}
