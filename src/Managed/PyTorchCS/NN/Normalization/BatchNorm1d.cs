namespace PyTorchCS.NN;

/// <inheritdoc cref="F.BatchNorm" path="/summary"/>
/// <param name="numFeatures">The number of channels <c>C</c>.</param>
/// <param name="eps">What keeps the root away from 0.</param>
/// <param name="momentum">The share of a batch in the running statistics; null for the plain average over all batches.</param>
/// <param name="affine">Whether each channel is scaled and shifted.</param>
/// <param name="trackRunningStats">Whether evaluation uses the statistics of training.</param>
/// <param name="dtype">The type of the state.</param>
/// <param name="device">Where it lies.</param>
/// <remarks>Input <c>(N, C) or (N, C, L)</c>. State: <c>weight</c>, <c>bias</c>, <c>running_mean</c>, <c>running_var</c>, <c>num_batches_tracked</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.BatchNorm1d.html"/>
public sealed class BatchNorm1d(long numFeatures, double eps = 1e-5, double? momentum = 0.1, bool affine = true, bool trackRunningStats = true, DType? dtype = null, Device? device = null)
    : BatchNorm(numFeatures, eps, momentum, affine, trackRunningStats, dtype, device)
{
    private protected override void CheckDimensions(Tensor input) => RequireDimensions(input, input.Ndim is 2 or 3, "2 or 3");
}
