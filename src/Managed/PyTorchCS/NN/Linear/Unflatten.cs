namespace PyTorchCS.NN;

/// <summary>Splits one dimension into several.</summary>
/// <param name="dim">The dimension to split.</param>
/// <param name="unflattenedSize">The sizes to split it into; one may be -1.</param>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.Unflatten.html"/>
public sealed class Unflatten(long dim, IntTuple unflattenedSize) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Ops.UnflattenInt(input, dim, unflattenedSize.Values);

    /// <inheritdoc/>
    public override string ExtraRepr() => $"dim={dim}, unflattened_size={unflattenedSize}";
}
