using System.Globalization;
using System.Runtime.CompilerServices;
using FluentAssertions;
using PyTorchCS.Testing;
using Xunit.Abstractions;

namespace PyTorchCS.Tests;

/// <summary>Everything at once: whatever frees tensors, and whenever, no number changes, nothing leaks and nothing crashes.</summary>
/// <remarks>
/// A minute by default; <c>PYTORCHCS_STRESS_SECONDS</c> sets the seconds and <c>PYTORCHCS_STRESS_SEED</c> repeats the choices of a run, though not the
/// order of its threads.
/// </remarks>
public sealed class StressTests(ITestOutputHelper output) : LeakCheck
{
    [Fact]
    public void Programs_OnManyThreadsUnderACollectingOne_ComputeWhatTheyComputeAlone()
    {
        var time = TimeSpan.FromSeconds(Setting("SECONDS", 60));
        var seed = Setting("SEED", Environment.TickCount);
        output.WriteLine($"seed {seed}");
        var (tensors, bytes) = (Settled(), TensorStatistics.LiveBytes);
        var threads = Torch.GetNumThreads();
        Torch.SetNumThreads(1);
        try
        {
            var report = Run(time, seed);
            output.WriteLine(report.ToString());

            report.Failures.Should().BeEmpty();
            report.Programs.Should().BeGreaterThan((long)(35 * time.TotalSeconds));
            report.Collections.Should().BeGreaterThan((long)(10 * time.TotalSeconds));
            report.Steps.Should().OnlyContain(step => step.Value > 0);
            report.Ways.Should().OnlyContain(way => way.Value > 0);
        }
        finally
        {
            Torch.SetNumThreads(threads);
        }

        Settled().Should().BeLessThanOrEqualTo(tensors);
        TensorStatistics.LiveBytes.Should().BeLessThanOrEqualTo(bytes, "autograd holds no tensors either");
    }

    /// <summary>Leaves nothing of the run on the stack of its caller.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static StressReport Run(TimeSpan time, int seed) => StressRun.For(time, seed);

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable("PYTORCHCS_STRESS_" + name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
