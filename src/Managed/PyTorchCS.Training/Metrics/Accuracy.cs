namespace PyTorchCS.Training;

/// <summary>The share of targets whose class has the largest output.</summary>
/// <remarks>Output <c>(N, C, *)</c>, target <c>(N, *)</c> of class indices.</remarks>
public sealed class Accuracy : IMetric
{
    /// <summary>The name under which the accuracy is reported.</summary>
    public const string MetricName = "accuracy";

    private Tensor? _correct;
    private long _targets;

    /// <inheritdoc/>
    public string Name => MetricName;

    /// <inheritdoc/>
    public void Reset(Device device)
    {
        _correct?.Dispose();
        _correct = Torch.Zeros([], dtype: DType.Int64, device: device);
        _targets = 0;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The step gave no output or no target, or their shapes do not fit.</exception>
    public void Update(StepOutput output)
    {
        if (output.Output is not { Ndim: > 1 } scores || output.Target is not { } target)
        {
            throw new ArgumentException("Accuracy: the step must return an output of shape (N, C, ...) and a target.", nameof(output));
        }

        using Tensor predicted = scores.Argmax(1);
        if (!predicted.Shape.AsSpan().SequenceEqual(target.Shape))
        {
            throw new ArgumentException(
                $"Accuracy: an output of shape [{string.Join(", ", scores.Shape)}] needs a target of shape " +
                $"[{string.Join(", ", predicted.Shape)}], not [{string.Join(", ", target.Shape)}].",
                nameof(output));
        }

        using Tensor equal = predicted.Eq(target);
        using Tensor correct = equal.Sum();
        (_correct ?? throw new InvalidOperationException("Accuracy: call Reset first.")).Add_(correct);
        _targets += target.Numel();
    }

    /// <inheritdoc/>
    public Tensor Compute()
    {
        using Tensor correct = (_correct ?? throw new InvalidOperationException("Accuracy: call Reset first.")).To(DType.Float64);
        return correct / (double)_targets;
    }
}
