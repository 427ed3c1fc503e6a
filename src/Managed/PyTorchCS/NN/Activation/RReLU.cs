namespace PyTorchCS.NN;

/// <inheritdoc cref="F.Rrelu" path="/summary"/>
/// <param name="lower">The smallest slope.</param>
/// <param name="upper">The largest slope.</param>
/// <param name="inplace">Whether to overwrite the input.</param>
/// <remarks>Input of any shape; output of the same.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.RReLU.html"/>
public sealed class RReLU(double lower = 1.0 / 8, double upper = 1.0 / 3, bool inplace = false) : Module<Tensor, Tensor>
{
    /// <summary>The smallest slope.</summary>
    public double Lower { get; } = lower;

    /// <summary>The largest slope.</summary>
    public double Upper { get; } = upper;

    /// <summary>Whether the input is overwritten.</summary>
    public bool Inplace { get; } = inplace;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.Rrelu(input, Lower, Upper, Training, Inplace);

    /// <inheritdoc/>
    public override string ExtraRepr() => $"lower={Python.Repr(Lower)}, upper={Python.Repr(Upper)}{(Inplace ? ", inplace=True" : "")}";
}
