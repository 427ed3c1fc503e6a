namespace PyTorchCS.NN;

/// <summary>Joins a range of dimensions into one; by default all but the first.</summary>
/// <param name="startDim">The first dimension to join.</param>
/// <param name="endDim">The last dimension to join.</param>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.Flatten.html"/>
public sealed class Flatten(long startDim = 1, long endDim = -1) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Ops.FlattenUsingInts(input, startDim, endDim);

    /// <inheritdoc/>
    public override string ExtraRepr() => $"start_dim={startDim}, end_dim={endDim}";
}
