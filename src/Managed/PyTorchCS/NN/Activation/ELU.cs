namespace PyTorchCS.NN;

/// <inheritdoc cref="F.Elu" path="/summary"/>
/// <param name="alpha">The limit towards minus infinity, negated.</param>
/// <param name="inplace">Whether to overwrite the input.</param>
/// <remarks>Input of any shape; output of the same.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.ELU.html"/>
public sealed class ELU(double alpha = 1.0, bool inplace = false) : Module<Tensor, Tensor>
{
    /// <summary>The limit towards minus infinity, negated.</summary>
    public double Alpha { get; } = alpha;

    /// <summary>Whether the input is overwritten.</summary>
    public bool Inplace { get; } = inplace;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.Elu(input, Alpha, Inplace);

    /// <inheritdoc/>
    public override string ExtraRepr() => $"alpha={Python.Repr(Alpha)}{(Inplace ? ", inplace=True" : "")}";
}
