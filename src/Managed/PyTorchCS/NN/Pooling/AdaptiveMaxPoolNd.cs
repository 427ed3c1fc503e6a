namespace PyTorchCS.NN;

/// <summary>What the adaptive maximum poolings share: the size to produce.</summary>
/// <param name="outputSize">The size to produce.</param>
public abstract class AdaptiveMaxPoolNd(OutputSize outputSize) : Module<Tensor, Tensor>
{
    /// <summary>The size to produce; <c>null</c> keeps the input's.</summary>
    public OutputSize OutputSize { get; } = outputSize;

    /// <inheritdoc/>
    public sealed override Tensor Forward(Tensor input) => ForwardWithIndices(input).Output;

    /// <summary>As <c>Forward</c>, and tells where each maximum was: PyTorch's <c>return_indices</c>.</summary>
    /// <param name="input">The input.</param>
    /// <returns>The maxima and their positions in the flattened input of a channel.</returns>
    public abstract (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor input);

    /// <inheritdoc/>
    public override string ExtraRepr() => $"output_size={OutputSize}";
}
