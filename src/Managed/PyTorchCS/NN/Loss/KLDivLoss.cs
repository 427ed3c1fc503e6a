namespace PyTorchCS.NN;

/// <inheritdoc cref="F.KlDiv" path="/summary"/>
/// <param name="reduction">How to make one number of the elements; only <see cref="KLDivReduction.BatchMean"/> gives the mathematical value.</param>
/// <param name="logTarget">Whether the target holds logarithms.</param>
/// <remarks>Log probabilities and probabilities of the same shape.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.KLDivLoss.html"/>
public sealed class KLDivLoss(KLDivReduction reduction = KLDivReduction.Mean, bool logTarget = false) : Module<Tensor, Tensor, Tensor>
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input1, Tensor input2) => F.KlDiv(input1, input2, reduction, logTarget);
}
