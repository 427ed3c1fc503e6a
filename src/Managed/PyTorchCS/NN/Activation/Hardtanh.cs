namespace PyTorchCS.NN;

/// <inheritdoc cref="F.Hardtanh" path="/summary"/>
/// <param name="minVal">The lower bound.</param>
/// <param name="maxVal">The upper bound.</param>
/// <param name="inplace">Whether to overwrite the input.</param>
/// <remarks>Input of any shape; output of the same.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.Hardtanh.html"/>
public sealed class Hardtanh(double minVal = -1.0, double maxVal = 1.0, bool inplace = false) : Module<Tensor, Tensor>
{
    /// <summary>The lower bound.</summary>
    public double MinVal { get; } = minVal;

    /// <summary>The upper bound.</summary>
    public double MaxVal { get; } = maxVal;

    /// <summary>Whether the input is overwritten.</summary>
    public bool Inplace { get; } = inplace;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.Hardtanh(input, MinVal, MaxVal, Inplace);

    /// <inheritdoc/>
    public override string ExtraRepr() => $"min_val={Python.Repr(MinVal)}, max_val={Python.Repr(MaxVal)}{(Inplace ? ", inplace=True" : "")}";
}
