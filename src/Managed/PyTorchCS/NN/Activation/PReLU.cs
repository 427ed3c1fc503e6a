namespace PyTorchCS.NN;

/// <inheritdoc cref="F.Prelu" path="/summary"/>
/// <remarks>Input of any shape with channels in the second dimension; output of the same shape. State: <c>weight</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.PReLU.html"/>
public sealed class PReLU : Module<Tensor, Tensor>
{
    private readonly double _init;

    /// <summary>Creates the activation.</summary>
    /// <param name="numParameters">1, or the number of channels for one slope each.</param>
    /// <param name="init">The slope to begin with.</param>
    /// <param name="dtype">The type of the slopes.</param>
    /// <param name="device">Where they lie.</param>
    public PReLU(long numParameters = 1, double init = 0.25, DType? dtype = null, Device? device = null)
    {
        _init = init;
        NumParameters = numParameters;
        Weight = new Parameter(Torch.Empty([numParameters], dtype: dtype, device: device));
        ResetParameters();
    }

    /// <summary>How many slopes there are.</summary>
    public long NumParameters { get; }

    /// <summary>The slopes below zero.</summary>
    public Parameter Weight { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.Prelu(input, Weight);

    /// <summary>Sets all slopes to the value they began with.</summary>
    public void ResetParameters() => Init.Constant_(Weight, _init);

    /// <inheritdoc/>
    public override string ExtraRepr() => $"num_parameters={NumParameters}";
}
