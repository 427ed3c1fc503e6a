namespace PyTorchCS.Training;

/// <summary>The mean loss over samples: <c>Σ lossᵢ·nᵢ / Σ nᵢ</c> over batches of <c>nᵢ</c> samples.</summary>
public sealed class MeanLoss : IMetric
{
    /// <summary>The name under which the loss is reported.</summary>
    public const string MetricName = "loss";

    private Tensor? _sum;
    private long _samples;

    /// <inheritdoc/>
    public string Name => MetricName;

    /// <inheritdoc/>
    public void Reset(Device device)
    {
        _sum?.Dispose();
        _sum = Torch.Zeros([], dtype: DType.Float64, device: device);
        _samples = 0;
    }

    /// <inheritdoc/>
    public void Update(StepOutput output)
    {
        long samples = output.Samples;
        Started().Add_(output.Loss.Detach().Reshape(), alpha: samples);
        _samples += samples;
    }

    /// <inheritdoc/>
    public Tensor Compute() => Started() / (double)_samples;

    private Tensor Started() => _sum ?? throw new InvalidOperationException("MeanLoss: call Reset first.");
}
