namespace PyTorchCS.NN;

/// <inheritdoc cref="F.Selu" path="/summary"/>
/// <param name="inplace">Whether to overwrite the input.</param>
/// <remarks>Input of any shape; output of the same.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.SELU.html"/>
public sealed class SELU(bool inplace = false) : Module<Tensor, Tensor>
{
    /// <summary>Whether the input is overwritten.</summary>
    public bool Inplace { get; } = inplace;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.Selu(input, Inplace);

    /// <inheritdoc/>
    public override string ExtraRepr() => Inplace ? "inplace=True" : "";
}
