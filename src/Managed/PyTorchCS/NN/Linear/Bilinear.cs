namespace PyTorchCS.NN;

/// <inheritdoc cref="F.Bilinear" path="/summary"/>
/// <remarks>Inputs <c>(*, in1Features)</c> and <c>(*, in2Features)</c>, output <c>(*, outFeatures)</c>. State: <c>weight</c>, <c>bias</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.Bilinear.html"/>
public sealed class Bilinear : Module<Tensor, Tensor, Tensor>
{
    /// <summary>Creates the layer with parameters from <c>U(-1/√in1Features, 1/√in1Features)</c>.</summary>
    /// <param name="in1Features">The width of the first input.</param>
    /// <param name="in2Features">The width of the second input.</param>
    /// <param name="outFeatures">The width of the output.</param>
    /// <param name="bias">Whether a bias is added.</param>
    /// <param name="dtype">The type of the parameters.</param>
    /// <param name="device">Where they lie.</param>
    public Bilinear(long in1Features, long in2Features, long outFeatures, bool bias = true, DType? dtype = null, Device? device = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(in1Features);
        Weight = new Parameter(Torch.Empty([outFeatures, in1Features, in2Features], dtype: dtype, device: device));
        Bias = bias ? new Parameter(Torch.Empty([outFeatures], dtype: dtype, device: device)) : null;
        ResetParameters();
    }

    /// <summary>Shape <c>(outFeatures, in1Features, in2Features)</c>.</summary>
    public Parameter Weight { get; }

    /// <summary>Shape <c>(outFeatures)</c>, or null.</summary>
    public Parameter? Bias { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input1, Tensor input2) => F.Bilinear(input1, input2, Weight, Bias);

    /// <summary>Draws the parameters anew.</summary>
    public void ResetParameters()
    {
        double bound = 1 / Math.Sqrt(Weight.Size(1));
        Init.Uniform_(Weight, -bound, bound);
        if (Bias is not null)
        {
            Init.Uniform_(Bias, -bound, bound);
        }
    }

    /// <inheritdoc/>
    public override string ExtraRepr() =>
        $"in1_features={Weight.Size(1)}, in2_features={Weight.Size(2)}, out_features={Weight.Size(0)}, bias={Python.Repr(Bias is not null)}";
}
