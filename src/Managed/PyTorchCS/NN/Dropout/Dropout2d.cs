namespace PyTorchCS.NN;

/// <inheritdoc cref="F.Dropout2d" path="/summary"/>
/// <param name="p">The probability.</param>
/// <param name="inplace">Whether to overwrite the input.</param>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.Dropout2d.html"/>
public sealed class Dropout2d(double p = 0.5, bool inplace = false) : DropoutNd(p, inplace)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.Dropout2d(input, P, Training, Inplace);
}
