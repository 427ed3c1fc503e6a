namespace PyTorchCS.NN;

/// <inheritdoc cref="F.Hardshrink" path="/summary"/>
/// <param name="lambd">The threshold.</param>
/// <remarks>Input of any shape; output of the same.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.Hardshrink.html"/>
public sealed class Hardshrink(double lambd = 0.5) : Module<Tensor, Tensor>
{
    /// <summary>The threshold.</summary>
    public double Lambd { get; } = lambd;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.Hardshrink(input, Lambd);

    /// <inheritdoc/>
    public override string ExtraRepr() => Python.Repr(Lambd);
}
