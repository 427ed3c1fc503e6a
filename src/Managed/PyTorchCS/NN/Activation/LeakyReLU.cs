namespace PyTorchCS.NN;

/// <inheritdoc cref="F.LeakyRelu" path="/summary"/>
/// <param name="negativeSlope">The slope below zero.</param>
/// <param name="inplace">Whether to overwrite the input.</param>
/// <remarks>Input of any shape; output of the same.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.LeakyReLU.html"/>
public sealed class LeakyReLU(double negativeSlope = 0.01, bool inplace = false) : Module<Tensor, Tensor>
{
    /// <summary>The slope below zero.</summary>
    public double NegativeSlope { get; } = negativeSlope;

    /// <summary>Whether the input is overwritten.</summary>
    public bool Inplace { get; } = inplace;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.LeakyRelu(input, NegativeSlope, Inplace);

    /// <inheritdoc/>
    public override string ExtraRepr() => $"negative_slope={Python.Repr(NegativeSlope)}{(Inplace ? ", inplace=True" : "")}";
}
