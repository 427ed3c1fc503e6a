namespace PyTorchCS;

/// <summary>A span of time, in microseconds since the profiler started.</summary>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended.</param>
/// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#torch.autograd.profiler_util.Interval"/>
public readonly record struct Interval(double Start, double End)
{
    /// <summary>Its length in microseconds.</summary>
    public double ElapsedUs() => End - Start;
}
