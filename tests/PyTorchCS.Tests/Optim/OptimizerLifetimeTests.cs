using System.Runtime.CompilerServices;
using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Optim;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Tests.Optim;

/// <summary>What an optimizer holds from step to step, and what it notices of changes to it.</summary>
public sealed class OptimizerLifetimeTests : LeakCheck
{
    [Fact]
    public void Step_ParameterStandsForOtherElements_UpdatesThose()
    {
        var weight = Weight();
        var optimizer = new Adam([weight], lr: 0.5);
        optimizer.Step();

        // Another type: the object stands for another native tensor from here on.
        weight.Data = Torch.Zeros([2], dtype: DType.Float64);
        weight.Grad = Torch.Ones([2], dtype: DType.Float64);
        optimizer.Step();

        weight.DType.Should().Be(DType.Float64);
        weight.ToArray<double>().Should().AllSatisfy(value => value.Should().BeApproximately(-0.5, 1e-6));
    }

    [Fact]
    public void Step_ParameterDisposed_ThrowsAndLeavesTheOthers()
    {
        var kept = Weight();
        var disposed = Weight();
        var optimizer = new Adam([kept, disposed]);
        optimizer.Step();
        var before = kept.ToArray<float>();
        disposed.Dispose();
        var step = () => optimizer.Step();
        var clear = () => optimizer.ZeroGrad();

        step.Should().Throw<ObjectDisposedException>();
        clear.Should().Throw<ObjectDisposedException>();
        kept.ToArray<float>().Should().Equal(before);
    }

    [Fact]
    public void Step_GradientReplacedBetweenSteps_UsesTheNewOne()
    {
        var weight = Weight();
        var optimizer = new SGD([weight], lr: 1);
        optimizer.Step();
        using (var gradient = Torch.Full([2], 10f))
        {
            weight.Grad = gradient;
        }

        optimizer.Step();

        weight.Should().HaveValues(-11, -11);
    }

    [Fact]
    public void Step_OnSeveralThreads_CountsEach()
    {
        var weight = Weight();
        var optimizer = new SGD([weight], lr: 1);
        using var pressure = new GcPressure();

        Parallel.For(0, 4, _ =>
        {
            for (var i = 0; i < 250; i++)
            {
                optimizer.Step();
            }
        });

        optimizer.StepCount.Should().Be(1000);
        weight.Should().HaveValues(-1000, -1000);
    }

    [Fact]
    public void Dropped_WithItsParameters_FreesTheirMemory()
    {
        const long Megabyte = 1L << 20;
        Settled();
        var before = TensorStatistics.LiveBytes;

        Train(Megabyte / sizeof(float));
        Settled();

        // Parameter, gradient and two averages were a megabyte each.
        (TensorStatistics.LiveBytes - before).Should().BeLessThan(Megabyte / 2);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Train(long count)
    {
        var weight = new Parameter(Torch.Zeros(count)) { Grad = Torch.Ones(count) };
        var optimizer = new Adam([weight]);
        optimizer.Step();
        optimizer.Step();
    }

    private static Parameter Weight() => new(Torch.Zeros(2)) { Grad = Torch.Ones(2) };
}
