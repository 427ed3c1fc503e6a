namespace PyTorchCS.NN;

/// <inheritdoc cref="F.AlphaDropout" path="/summary"/>
/// <param name="p">The probability.</param>
/// <param name="inplace">Whether to overwrite the input.</param>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.AlphaDropout.html"/>
public sealed class AlphaDropout(double p = 0.5, bool inplace = false) : DropoutNd(p, inplace)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.AlphaDropout(input, P, Training, Inplace);
}
