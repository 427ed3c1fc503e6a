namespace PyTorchCS.NN;

/// <summary>Computes the softmax over the channels of each pixel.</summary>
/// <remarks>Input <c>(N, C, H, W)</c> or <c>(C, H, W)</c>; output of the same shape.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.Softmax2d.html"/>
public sealed class Softmax2d : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Ndim is 3 or 4
            ? F.Softmax(input, -3)
            : throw new ArgumentException($"Softmax2d: takes 3 or 4 dimensions, got [{string.Join(", ", input.Shape)}].", nameof(input));
    }
}
