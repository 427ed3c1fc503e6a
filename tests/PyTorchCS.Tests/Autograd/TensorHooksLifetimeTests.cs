using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class TensorHooksLifetimeTests : LeakCheck
{
    private static Tensor Leaf(params double[] values) => Torch.Tensor(values, requiresGrad: true);

    [Fact]
    public void RegisterHook_OfATensorThatIsDropped_StillRuns_AndIsFreedWithTheGraph()
    {
        var x = Leaf(1);
        var (loss, hook, calls) = Make(x);
        Settled();

        hook.IsAlive.Should().BeTrue("the graph holds the hook");
        loss.Backward();
        calls[0].Should().Be(1);
        loss.Dispose();
        Settled();

        hook.IsAlive.Should().BeFalse();
        GC.KeepAlive(x);
    }

    [Fact]
    public void RegisterHook_OfALeaf_IsFreedWithIt()
    {
        var hook = Make();
        Settled();

        hook.IsAlive.Should().BeFalse();

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Make()
        {
            using var x = Leaf(1);
            Action<Tensor> hook = new List<Tensor>().Add;
            x.RegisterHook(hook);
            x.RegisterPostAccumulateGradHook(hook);
            (x * 2).Backward();
            ((List<Tensor>)hook.Target!).Clear();
            return new WeakReference(hook.Target);
        }
    }

    [Fact]
    public void RegisterHook_Disposed_FreesWhatItRefersTo()
    {
        var x = Leaf(1);
        var held = Make(x);
        Settled();

        held.IsAlive.Should().BeFalse();
        GC.KeepAlive(x);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Make(Tensor x)
        {
            var held = new object();
            x.RegisterHook(_ => GC.KeepAlive(held)).Dispose();
            return new WeakReference(held);
        }
    }

    [Fact]
    public void Hooks_UnderACollectingThread_AreNotCollected()
    {
        using var pressure = new GcPressure();
        for (var i = 0; i < 500; i++)
        {
            var calls = 0;
            var x = Leaf(1, 2, 3);
            var y = x * 2;
            var factor = Torch.Tensor([2d, 2d, 2d]);
            y.RegisterHook(gradient => gradient * factor);
            x.RegisterHook(_ => { calls++; });
            x.RegisterPostAccumulateGradHook(_ => calls++);

            y.Sum().Backward();

            calls.Should().Be(2);
            x.Grad.Should().HaveValues(4, 4, 4);
        }
        pressure.Rounds.Should().BePositive();
    }

    [Fact]
    public void Hooks_OnFourThreads_RunOnTheirOwnGraphs()
    {
        var problems = new ConcurrentBag<string>();
        var threads = Enumerable.Range(1, 4).Select(number => new Thread(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                using var scope = Torch.Scope();
                var x = Leaf(number);
                var calls = 0;
                x.RegisterHook(gradient => gradient * number);
                x.RegisterPostAccumulateGradHook(_ => calls++);
                (x * x).Backward();
                if (calls != 1 || x.Grad!.Item<double>() != 2 * number * number)
                {
                    problems.Add($"thread {number}, round {i}");
                }
            }
        })).ToArray();

        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        problems.Should().BeEmpty();
    }

    [Fact]
    public void Hooks_RegisteredByFourThreadsOnOneTensor_AllRun()
    {
        var x = Leaf(1);
        var calls = 0;
        var handles = new ConcurrentBag<IDisposable>();
        var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (var i = 0; i < 50; i++)
            {
                handles.Add(x.RegisterHook(_ => { Interlocked.Increment(ref calls); }));
                x.RegisterHook(_ => { Interlocked.Increment(ref calls); }).Dispose();
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        (x * 2).Backward();

        calls.Should().Be(200);
        Array.ForEach([.. handles], handle => handle.Dispose());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Tensor Loss, WeakReference Hook, int[] Calls) Make(Tensor x)
    {
        var calls = new int[1];
        var y = x * 2;
        var held = new object();
        y.RegisterHook(_ =>
        {
            calls[0]++;
            GC.KeepAlive(held);
        });
        return (y.Sum(), new WeakReference(held), calls);
    }
}
