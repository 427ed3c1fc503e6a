namespace PyTorchCS.NN;

/// <inheritdoc cref="F.LayerNorm" path="/summary"/>
/// <remarks>Input <c>(*, normalizedShape)</c>; output of the same shape. State: <c>weight</c>, <c>bias</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.LayerNorm.html"/>
public sealed class LayerNorm : Module<Tensor, Tensor>
{
    /// <summary>Creates the layer with scale 1 and shift 0.</summary>
    /// <param name="normalizedShape">The sizes of the last dimensions, which are normalized together.</param>
    /// <param name="eps">What keeps the root away from 0.</param>
    /// <param name="elementwiseAffine">Whether each element is scaled and shifted.</param>
    /// <param name="bias">Whether it is shifted too.</param>
    /// <param name="dtype">The type of the parameters.</param>
    /// <param name="device">Where they lie.</param>
    public LayerNorm(IntTuple normalizedShape, double eps = 1e-5, bool elementwiseAffine = true, bool bias = true, DType? dtype = null, Device? device = null)
    {
        NormalizedShape = normalizedShape.Expand(normalizedShape.Count, nameof(LayerNorm), nameof(normalizedShape));
        Eps = eps;
        Weight = elementwiseAffine ? new Parameter(Torch.Empty(NormalizedShape.Values, dtype: dtype, device: device)) : null;
        Bias = elementwiseAffine && bias ? new Parameter(Torch.Empty(NormalizedShape.Values, dtype: dtype, device: device)) : null;
        ResetParameters();
    }

    /// <summary>The sizes of the dimensions that are normalized together.</summary>
    public IntTuple NormalizedShape { get; }

    /// <summary>What keeps the root away from 0.</summary>
    public double Eps { get; }

    /// <summary>The scale of each element, or null.</summary>
    public Parameter? Weight { get; }

    /// <summary>The shift of each element, or null.</summary>
    public Parameter? Bias { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => F.LayerNorm(input, NormalizedShape, Weight, Bias, Eps);

    /// <summary>Sets scales to 1 and shifts to 0.</summary>
    public void ResetParameters()
    {
        if (Weight is not null)
        {
            Init.Ones_(Weight);
        }

        if (Bias is not null)
        {
            Init.Zeros_(Bias);
        }
    }

    /// <inheritdoc/>
    public override string ExtraRepr() => $"{NormalizedShape}, eps={Python.Repr(Eps)}, elementwise_affine={Python.Repr(Weight is not null)}";
}
