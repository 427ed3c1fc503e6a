using System.Runtime.CompilerServices;
using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class DisposeTests : LeakCheck
{
    [Fact]
    public void Dispose_Twice_DoesNothing()
    {
        var x = Torch.Ones(2);
        var before = TensorStatistics.LiveTensors;

        x.Dispose();
        x.Dispose();

        TensorStatistics.LiveTensors.Should().Be(before - 1);
        x.IsDisposed.Should().BeTrue();
    }

    [Fact]
    public void Dispose_FreesAtOnce()
    {
        var before = TensorStatistics.LiveTensors;

        using (Torch.Ones(1000))
        {
            TensorStatistics.LiveTensors.Should().Be(before + 1);
        }

        TensorStatistics.LiveTensors.Should().Be(before);
    }

    [Fact]
    public void Use_AfterDispose_Throws()
    {
        var x = Torch.Ones(2);
        x.Dispose();

        FluentActions.Invoking(() => x + 1).Should().Throw<ObjectDisposedException>();
        FluentActions.Invoking(() => x.Shape).Should().Throw<ObjectDisposedException>();
        FluentActions.Invoking(() => Torch.Cat([Torch.Ones(1), x])).Should().Throw<ObjectDisposedException>();
        FluentActions.Invoking(() => x.ToArray<float>()).Should().Throw<ObjectDisposedException>();
        FluentActions.Invoking(() => x.Grad).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Dispose_AfterACallThatRefusedAWord_StillFrees()
    {
        var x = Torch.Ones(2);
        var before = TensorStatistics.LiveTensors;
        FluentActions.Invoking(() => x.Div(2, (RoundingMode)99)).Should().Throw<ArgumentOutOfRangeException>();

        x.Dispose();

        TensorStatistics.LiveTensors.Should().Be(before - 1);
    }

    [Fact]
    public void Dispose_OfABase_LeavesItsViews()
    {
        var x = Torch.Arange(4);
        var view = x[1..3];

        x.Dispose();

        view.Should().HaveValues(1, 2);
    }

    [Fact]
    public void Collector_FreesWhatNobodyHolds()
    {
        var before = Settled();

        MakeGarbage(100);

        Settled().Should().Be(before);
    }

    [Fact]
    public void Collector_Keeps_WhatIsHeld()
    {
        var x = Torch.Full([100], 7.0);

        _ = Settled();

        x.Sum().Item<float>().Should().Be(700);
    }

    [Fact]
    public void Loop_WithoutAnyDispose_StaysBounded()
    {
        var most = 0L;
        var before = TensorStatistics.LiveBytes;
        var x = Torch.Zeros(256, 1024);
        for (var i = 0; i < 2000; i++)
        {
            x = x + 1;
            most = Math.Max(most, TensorStatistics.LiveBytes - before);
        }

        // Two thousand megabytes are made.
        x[0, 0].Item<float>().Should().Be(2000);
        most.Should().BeLessThan(200L << 20);
    }

    // A collection finds the head of each chain only, since what follows is held by the graph that goes with it.
    [Fact]
    public void Loop_WhoseContextsHoldTensors_StaysBounded()
    {
        var remember = Function.Create((ctx, t) => { ctx.State = t; return t * 1; }, (ctx, g) => g);

        // 1,200 megabytes are made.
        MostInChains(remember, steps: 30).Should().BeLessThan(700L << 20);
        LeaveNoChain();
    }

    [Fact]
    public void Loop_WhoseHooksHoldTensors_StaysBounded()
    {
        MostInChains(
            input =>
            {
                var output = input * 1;
                output.RegisterHook(gradient => gradient * input.Ndim);
                return output;
            },
            steps: 30).Should().BeLessThan(700L << 20);
        LeaveNoChain();
    }

    [Fact]
    public void Loop_AfterALargeTensor_StaysBounded()
    {
        using (Torch.Zeros(150_000_000))
        {
            _ = TensorStatistics.Report();
        }
        var before = TensorStatistics.LiveBytes;
        var most = 0L;
        for (var i = 0; i < 400; i++)
        {
            _ = Torch.Zeros(256, 1024);
            most = Math.Max(most, TensorStatistics.LiveBytes - before);
        }

        most.Should().BeLessThan(200L << 20);
    }

    [Fact]
    public void Views_Dropped_StayBounded()
    {
        using var x = Torch.Zeros(4, 4);
        var most = 0L;
        for (var i = 0; i < 200_000; i++)
        {
            _ = x[1];
            most = Math.Max(most, TensorStatistics.LiveTensors);
        }

        most.Should().BeLessThan(100_000);
    }

    [Fact]
    public void Tensor_OfAnObjectWithAFinalizer_IsUsableThere()
    {
        var sum = new StrongBox<float>();
        Drop(sum);

        for (var i = 0; i < 3 && sum.Value == 0; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        sum.Value.Should().Be(6);
    }

    [Fact]
    public void LiveBytes_CountWhatATensorHolds()
    {
        _ = Settled();
        var before = TensorStatistics.LiveBytes;

        using (var x = Torch.Zeros(1000, 250))
        {
            using var view = x[0];
            (TensorStatistics.LiveBytes - before).Should().Be(1_000_000);
        }

        TensorStatistics.LiveBytes.Should().Be(before);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void MakeGarbage(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _ = Torch.Ones(3) + 1;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Drop(StrongBox<float> sum) => _ = new Holder(sum);

    /// <summary>Dies together with its tensor.</summary>
    private sealed class Holder(StrongBox<float> sum)
    {
        private readonly Tensor _tensor = Torch.Full([6], 1f);

        ~Holder()
        {
            using var total = _tensor.Sum();
            sum.Value = total.Item<float>();
            _tensor.Dispose();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long MostInChains(Func<Tensor, Tensor> link, int steps)
    {
        var before = TensorStatistics.LiveBytes;
        var most = 0L;
        for (var step = 0; step < steps; step++)
        {
            var y = Torch.Ones([250_000], requiresGrad: true) * 1;
            for (var i = 0; i < 40; i++)
            {
                y = link(y);
                most = Math.Max(most, TensorStatistics.LiveBytes - before);
            }

            y.Sum().Backward();
        }

        return most;
    }

    // For the tests that follow.
    private static void LeaveNoChain()
    {
        for (var (before, live) = (long.MaxValue, Settled()); live < before;)
        {
            (before, live) = (live, Settled());
        }
    }
}
