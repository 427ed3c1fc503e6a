namespace PyTorchCS.NN;

/// <summary>Gives its input back: a placeholder.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.Identity.html"/>
public sealed class Identity : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => input;
}
