namespace PyTorchCS.NN;

/// <summary>What the adaptive average poolings share: the size to produce.</summary>
/// <param name="outputSize">The size to produce.</param>
public abstract class AdaptiveAvgPoolNd(OutputSize outputSize) : Module<Tensor, Tensor>
{
    /// <summary>The size to produce; <c>null</c> keeps the input's.</summary>
    public OutputSize OutputSize { get; } = outputSize;

    /// <inheritdoc/>
    public override string ExtraRepr() => $"output_size={OutputSize}";
}
