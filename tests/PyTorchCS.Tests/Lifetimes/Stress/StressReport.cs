namespace PyTorchCS.Tests;

/// <summary>What a <see cref="StressRun"/> did.</summary>
/// <param name="Programs">How many programs ran to their end.</param>
/// <param name="Collections">How often the collecting thread collected.</param>
/// <param name="Steps">How often each step was done by programs that ended.</param>
/// <param name="Ways">How often a tensor or a program went each way.</param>
/// <param name="Failures">Wrong numbers, and exceptions that nobody expected.</param>
internal sealed record StressReport(
    long Programs, long Collections, IReadOnlyDictionary<StressStep, long> Steps, IReadOnlyDictionary<StressWay, long> Ways, IReadOnlyList<string> Failures)
{
    public override string ToString() =>
        $"{Programs} programs, {Collections} collections\n  {string.Join(", ", Steps)}\n  {string.Join(", ", Ways)}";
}
