namespace PyTorchCS.NN;

/// <inheritdoc cref="F.Threshold" path="/summary"/>
/// <param name="threshold">The threshold.</param>
/// <param name="value">What stands for the rest.</param>
/// <param name="inplace">Whether to overwrite the input.</param>
/// <remarks>Input of any shape; output of the same.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.Threshold.html"/>
public sealed class Threshold(double threshold, double value, bool inplace = false) : Module<Tensor, Tensor>
{
    /// <summary>Whether the input is overwritten.</summary>
    public bool Inplace { get; } = inplace;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.Threshold(input, threshold, value, Inplace);

    /// <inheritdoc/>
    public override string ExtraRepr() =>
        $"threshold={Python.Repr(threshold)}, value={Python.Repr(value)}{(Inplace ? ", inplace=True" : "")}";
}
