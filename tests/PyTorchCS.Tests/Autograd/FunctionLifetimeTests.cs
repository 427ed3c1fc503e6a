using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FluentAssertions;
using PyTorchCS.Testing;
using static PyTorchCS.Tests.SampleFunctions;

namespace PyTorchCS.Tests;

public sealed class FunctionLifetimeTests : LeakCheck
{
    private static Tensor Leaf(params double[] values) => Torch.Tensor(values, requiresGrad: true);

    [Fact]
    public void Apply_WithinAScope_KeepsWhatBackwardNeeds()
    {
        var x = Leaf(0);
        Tensor y;
        using (var scope = Torch.Scope())
        {
            y = scope.Keep(new Exp().Apply(x * 1)[0]);
        }

        y.Backward();

        x.Grad.Should().HaveValues(1);
    }

    [Fact]
    public void Apply_IsFreedWithItsResult_AlsoWhereItSavedIt()
    {
        var x = Leaf(1);
        var function = Make(x);
        Settled();

        function.IsAlive.Should().BeFalse();
        GC.KeepAlive(x);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Make(Tensor x)
        {
            var function = new Exp();
            function.Apply(x)[0].Dispose();
            function.Apply(x)[0].Backward();
            return new WeakReference(function);
        }
    }

    [Fact]
    public void Apply_ThatFails_IsFreed()
    {
        var x = Leaf(1);
        var function = Make(x);
        Settled();

        function.IsAlive.Should().BeFalse();
        GC.KeepAlive(x);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Make(Tensor x)
        {
            var function = new Custom((_, _) => throw new TimeoutException(), (_, _) => []);
            function.Invoking(f => f.Apply(x)).Should().Throw<TimeoutException>();
            return new WeakReference(function);
        }
    }

    [Fact]
    public void Apply_UnderACollectingThread_LeavesNothing()
    {
        using var pressure = new GcPressure();
        var right = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var x = Leaf(0, 1);

            var outputs = new ProductAndSum().Apply(new Exp().Apply(x)[0], x);
            (outputs[0] + outputs[1]).Sum().Backward();

            // Without the tensors that an assertion makes: the calls are what is to be disturbed.
            var gradient = x.Grad!.ToArray<double>();
            right += Math.Abs(gradient[0] - 3) + Math.Abs(gradient[1] - ((3 * Math.E) + 1)) < 1e-9 ? 1 : 0;
        }
        right.Should().Be(10_000);
        pressure.Rounds.Should().BePositive();
    }

    [Fact]
    public void Apply_OnFourThreads_WithOwnGraphsAndASharedOne()
    {
        var problems = new ConcurrentBag<string>();
        var shared = Leaf(0);
        var sharedLoss = new Exp().Apply(shared)[0];
        var threads = Enumerable.Range(1, 4).Select(number => new Thread(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                using var scope = Torch.Scope();
                var x = Leaf(number);
                new Cube().Apply(x)[0].Backward();
                sharedLoss.Backward(retainGraph: true);
                if (x.Grad!.Item<double>() != 3 * number * number)
                {
                    problems.Add($"thread {number}, round {i}");
                }
            }
        })).ToArray();

        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        problems.Should().BeEmpty();
        shared.Grad.Should().HaveValues(400);
    }
}
