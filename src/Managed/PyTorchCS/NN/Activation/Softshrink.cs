namespace PyTorchCS.NN;

/// <inheritdoc cref="F.Softshrink" path="/summary"/>
/// <param name="lambd">The threshold, not negative.</param>
/// <remarks>Input of any shape; output of the same.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.Softshrink.html"/>
public sealed class Softshrink(double lambd = 0.5) : Module<Tensor, Tensor>
{
    /// <summary>The threshold, not negative.</summary>
    public double Lambd { get; } = lambd;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.Softshrink(input, Lambd);

    /// <inheritdoc/>
    public override string ExtraRepr() => Python.Repr(Lambd);
}
