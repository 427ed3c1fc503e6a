namespace PyTorchCS.NN;

/// <inheritdoc cref="F.Softplus" path="/summary"/>
/// <param name="beta">How sharply it bends.</param>
/// <param name="threshold">The value of beta · x above which it is linear.</param>
/// <remarks>Input of any shape; output of the same.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.Softplus.html"/>
public sealed class Softplus(double beta = 1.0, double threshold = 20.0) : Module<Tensor, Tensor>
{
    /// <summary>How sharply it bends.</summary>
    public double Beta { get; } = beta;

    /// <summary>The value of beta · x above which it is linear.</summary>
    public double Threshold { get; } = threshold;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.Softplus(input, Beta, Threshold);

    /// <inheritdoc/>
    public override string ExtraRepr() => $"beta={Python.Repr(Beta)}, threshold={Python.Repr(Threshold)}";
}
