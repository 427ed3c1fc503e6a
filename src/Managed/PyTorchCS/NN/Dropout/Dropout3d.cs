namespace PyTorchCS.NN;

/// <inheritdoc cref="F.Dropout3d" path="/summary"/>
/// <param name="p">The probability.</param>
/// <param name="inplace">Whether to overwrite the input.</param>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.Dropout3d.html"/>
public sealed class Dropout3d(double p = 0.5, bool inplace = false) : DropoutNd(p, inplace)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.Dropout3d(input, P, Training, Inplace);
}
