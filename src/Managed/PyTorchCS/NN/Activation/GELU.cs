namespace PyTorchCS.NN;

/// <inheritdoc cref="F.Gelu" path="/summary"/>
/// <param name="approximate">Which formula.</param>
/// <remarks>Input of any shape; output of the same.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.GELU.html"/>
public sealed class GELU(GeluApproximate approximate = GeluApproximate.None) : Module<Tensor, Tensor>
{
    /// <summary>Which formula.</summary>
    public GeluApproximate Approximate { get; } = approximate;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.Gelu(input, Approximate);

    /// <inheritdoc/>
    public override string ExtraRepr() => $"approximate='{(Approximate == GeluApproximate.Tanh ? "tanh" : "none")}'";
}
