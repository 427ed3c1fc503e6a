namespace PyTorchCS.NN;

/// <inheritdoc cref="F.Linear" path="/summary"/>
/// <remarks>Input <c>(*, inFeatures)</c>, output <c>(*, outFeatures)</c>. State: <c>weight</c>, <c>bias</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.Linear.html"/>
public sealed class Linear : Module<Tensor, Tensor>
{
    /// <summary>Creates the layer with weights from <c>U(-1/√inFeatures, 1/√inFeatures)</c>.</summary>
    /// <param name="inFeatures">The width of the input.</param>
    /// <param name="outFeatures">The width of the output.</param>
    /// <param name="bias">Whether a bias is added.</param>
    /// <param name="dtype">The type of the parameters.</param>
    /// <param name="device">Where they lie.</param>
    public Linear(long inFeatures, long outFeatures, bool bias = true, DType? dtype = null, Device? device = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inFeatures);
        ArgumentOutOfRangeException.ThrowIfNegative(outFeatures);
        InFeatures = inFeatures;
        OutFeatures = outFeatures;
        Weight = new Parameter(Torch.Empty([outFeatures, inFeatures], dtype: dtype, device: device));
        Bias = bias ? new Parameter(Torch.Empty([outFeatures], dtype: dtype, device: device)) : null;
        ResetParameters();
    }

    /// <summary>The width of the input.</summary>
    public long InFeatures { get; }

    /// <summary>The width of the output.</summary>
    public long OutFeatures { get; }

    /// <summary>Shape <c>(outFeatures, inFeatures)</c>.</summary>
    public Parameter Weight { get; }

    /// <summary>Shape <c>(outFeatures)</c>, or null.</summary>
    public Parameter? Bias { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.Linear(input, Weight, Bias);

    /// <summary>Draws the parameters anew.</summary>
    public void ResetParameters() => Init.ResetLike(Weight, Bias);

    /// <inheritdoc/>
    public override string ExtraRepr() => $"in_features={InFeatures}, out_features={OutFeatures}, bias={Python.Repr(Bias is not null)}";
}
