namespace PyTorchCS.Training;

/// <summary>What one step computed from one batch.</summary>
/// <param name="Loss">The loss of the batch: one number, the mean over its samples.</param>
/// <param name="Output">The model's output, for metrics and predictions.</param>
/// <param name="Target">What the output should be, for metrics.</param>
/// <param name="SampleCount">The number of samples; by default the first size of the target, else of the output, else 1.</param>
public readonly record struct StepOutput(Tensor Loss, Tensor? Output = null, Tensor? Target = null, long? SampleCount = null)
{
    /// <summary>How many samples the batch has: what its loss weighs in a mean.</summary>
    public long Samples => SampleCount ?? FirstSize(Target) ?? FirstSize(Output) ?? 1;

    /// <summary>A step that has only a loss to tell.</summary>
    public static implicit operator StepOutput(Tensor loss) => new(loss);

    /// <summary>A step that has only a loss to tell.</summary>
    public static StepOutput FromTensor(Tensor loss) => new(loss);

    /// <summary>The same numbers without the graph that computed them, so that keeping them keeps nothing else alive.</summary>
    internal StepOutput Detached() =>
        this with { Loss = Loss.Detach(), Output = Output?.Detach(), Target = Target?.Detach() };

    private static long? FirstSize(Tensor? tensor) => tensor is { Ndim: > 0 } ? tensor.Size(0) : null;
}
