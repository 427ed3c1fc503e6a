namespace PyTorchCS.NN;

/// <inheritdoc cref="F.Dropout1d" path="/summary"/>
/// <param name="p">The probability.</param>
/// <param name="inplace">Whether to overwrite the input.</param>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.Dropout1d.html"/>
public sealed class Dropout1d(double p = 0.5, bool inplace = false) : DropoutNd(p, inplace)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.Dropout1d(input, P, Training, Inplace);
}
