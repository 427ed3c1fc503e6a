namespace PyTorchCS.NN;

/// <inheritdoc cref="F.FeatureAlphaDropout" path="/summary"/>
/// <param name="p">The probability.</param>
/// <param name="inplace">Whether to overwrite the input.</param>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.FeatureAlphaDropout.html"/>
public sealed class FeatureAlphaDropout(double p = 0.5, bool inplace = false) : DropoutNd(p, inplace)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.FeatureAlphaDropout(input, P, Training, Inplace);
}
