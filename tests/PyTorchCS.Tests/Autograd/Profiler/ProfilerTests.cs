using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class ProfilerTests : LeakCheck
{
    [Fact]
    public void Profile_OfAKnownProgram_HasItsEvents()
    {
        using var a = Torch.Ones(2, 3);
        using var b = Torch.Ones(3, 4);
        using var profile = Profiler.Profile(recordShapes: true);
        using (Profiler.RecordFunction("product", "twice"))
        {
            a.Matmul(b).Dispose();
            a.Matmul(b).Dispose();
        }
        a.Add(a).Dispose();
        profile.Dispose();

        // What the kernel of a product calls in turn is its own matter.
        var events = profile.FunctionEvents.Where(item => item.CpuParent?.Name != "aten::mm").ToList();
        events.Select(item => item.Name).Should().Equal("product", "aten::matmul", "aten::mm", "aten::matmul", "aten::mm", "aten::add");
        events.Select(item => item.CpuParent).Should().Equal(null, events[0], events[1], events[0], events[3], null);
        profile.FunctionEvents.Select(item => item.Id).Should().Equal(Enumerable.Range(0, profile.FunctionEvents.Count));
        var range = events[0];
        (range.Scope, range.Args, range.OverloadName, range.Count).Should().Be((RecordScope.UserScope, "twice", "", 1));
        range.CpuChildren.Should().Equal(events[1], events[3]);
        range.InputShapes.Should().BeEmpty();

        var add = events[5];
        (add.Scope, add.OverloadName, add.FwdThread, add.Args).Should().Be((RecordScope.Function, "Tensor", null, ""));
        add.InputShapes.Should().BeEquivalentTo(new long[][] { [2, 3], [2, 3], [] }, it => it.WithStrictOrdering());
        add.InputDTypes.Should().Equal(DType.Float32, DType.Float32, null);
        profile.KeyAverages().Select(item => (item.Key, item.Count)).Should().ContainInOrder(("product", 1L), ("aten::matmul", 2L), ("aten::mm", 2L), ("aten::add", 1L));
        profile.KeyAverages().Table(EventSortKey.SelfCpuTimeTotal).Should().Contain("aten::mm").And.EndWith($"Self CPU time total: {EventText.Time(profile.SelfCpuTimeTotal)}\n");
    }

    [Fact]
    public void Times_AreNested_AndSelfTimesAddUp()
    {
        using var x = Torch.Ones([20, 20], requiresGrad: true);
        using var profile = Profiler.Profile();
        using (Torch.Scope())
        {
            x.Matmul(x).Softmax(1).Sum().Backward();
        }
        profile.Dispose();

        foreach (var item in profile.FunctionEvents)
        {
            item.TimeRange.Start.Should().BeGreaterThanOrEqualTo(0);
            item.SelfCpuTimeTotal.Should().BeGreaterThanOrEqualTo(0);
            foreach (var child in item.CpuChildren)
            {
                child.TimeRange.Start.Should().BeGreaterThanOrEqualTo(item.TimeRange.Start);
                child.TimeRange.End.Should().BeLessThanOrEqualTo(item.TimeRange.End);
                child.Thread.Should().Be(item.Thread);
            }
        }
        var top = profile.FunctionEvents.Where(item => item.CpuParent is null).Sum(item => item.CpuTimeTotal);
        profile.SelfCpuTimeTotal.Should().BeApproximately(top, 1e-6 * top).And.BePositive();
        profile.TotalAverage().SelfCpuTimeTotal.Should().BeApproximately(top, 1e-6 * top);
    }

    [Fact]
    public void Backward_IsLinkedToItsOperator()
    {
        using var x = Torch.Ones([2, 2], requiresGrad: true);
        using var profile = Profiler.Profile();
        using (Torch.Scope())
        {
            x.Exp().Matmul(x).Sum().Backward();
        }
        profile.Dispose();

        foreach (var (node, forward) in new[] { ("ExpBackward0", "aten::exp"), ("MmBackward0", "aten::mm"), ("SumBackward0", "aten::sum") })
        {
            var backward = profile.FunctionEvents.Single(item => item.Name == node);
            var origin = profile.FunctionEvents.First(item => item.Name == forward);
            backward.Scope.Should().Be(RecordScope.BackwardFunction);
            backward.SequenceNr.Should().Be(origin.SequenceNr).And.BeGreaterThanOrEqualTo(0);
            backward.FwdThread.Should().Be(origin.Thread);
            backward.CpuParent!.Name.Should().Be($"autograd::engine::evaluate_function: {node}");
        }
        profile.FunctionEvents.Single(item => item.Name == "MmBackward0").CpuChildren.Count(child => child.Name == "aten::mm").Should().Be(2);
    }

    [Fact]
    public async Task Threads_AreAllRecorded_AlsoOverAwait()
    {
        using var x = Torch.Ones(2);
        using var profile = Profiler.Profile();
        Parallel.For(0, 3, new ParallelOptions { MaxDegreeOfParallelism = 3 }, i =>
        {
            using (Profiler.RecordFunction($"part {i}"))
            {
                x.Exp().Dispose();
            }
        });
        await Task.Run(() => x.Log().Dispose());
        await Task.Run(profile.Dispose);

        for (var i = 0; i < 3; i++)
        {
            var part = profile.FunctionEvents.Single(item => item.Name == $"part {i}");
            part.CpuChildren.Select(child => (child.Name, child.Thread)).Should().Equal(("aten::exp", part.Thread));
        }
        profile.FunctionEvents.Count(item => item.Name == "aten::log").Should().Be(1);
    }

    [Fact]
    public void Exceptions_EndWhatTheyLeave()
    {
        using var a = Torch.Ones(2, 3);
        using var profile = Profiler.Profile();
        var broken = () =>
        {
            using (Profiler.RecordFunction("broken"))
            {
                a.Mm(a).Dispose();
            }
        };
        broken.Should().Throw<TorchException>();
        a.Exp().Dispose();
        profile.Dispose();

        var failed = profile.FunctionEvents.Single(item => item.Name == "broken");
        failed.CpuChildren.Select(child => child.Name).Should().Equal("aten::mm");
        profile.FunctionEvents.Single(item => item.Name == "aten::exp").CpuParent.Should().BeNull();
        failed.TimeRange.End.Should().BeLessThan(profile.FunctionEvents[^1].TimeRange.Start);
    }

    [Fact]
    public void Profile_WithinAnother_IsAClearError_AndTheFirstGoesOn()
    {
        using var x = Torch.Ones(2);
        using var profile = Profiler.Profile();
        FluentActions.Invoking(() => Profiler.Profile()).Should().Throw<InvalidOperationException>().WithMessage("a profiler is active already*");
        FluentActions.Invoking(() => Task.Run(() => Profiler.Profile()).GetAwaiter().GetResult()).Should().Throw<InvalidOperationException>();
        x.Exp().Dispose();
        using (var disabled = Profiler.Profile(enabled: false))
        {
            disabled.FunctionEvents.Should().BeEmpty();
            disabled.Table().Should().BeEmpty();
        }
        profile.Invoking(it => it.FunctionEvents).Should().Throw<InvalidOperationException>().WithMessage("the profiler still runs*");
        profile.ToString().Should().StartWith("<unfinished");
        profile.Dispose();
        profile.Dispose();
        x.Log().Dispose();

        profile.FunctionEvents.Select(item => item.Name).Should().Equal("aten::exp");
        using var next = Profiler.Profile();
        next.Dispose();
        next.FunctionEvents.Should().BeEmpty();
    }

    [Fact]
    public void ProfileMemory_CountsWhatOperatorsTake()
    {
        using var profile = Profiler.Profile(profileMemory: true);
        using (Profiler.RecordFunction("range"))
        {
            using var kept = Torch.Zeros(1000);
            Torch.Zeros(500).Dispose();
        }
        profile.Dispose();

        var zeros = profile.FunctionEvents.Where(item => item.Name == "aten::zeros").ToList();
        zeros.Select(item => item.CpuMemoryUsage).Should().Equal(4000, 2000);
        zeros[0].CpuChildren.Should().Contain(child => child.Name == "aten::empty" && child.SelfCpuMemoryUsage == 4000);
        zeros[0].SelfCpuMemoryUsage.Should().Be(0);
        profile.FunctionEvents[0].CpuMemoryUsage.Should().Be(0);
        profile.KeyAverages().Table().Should().Contain("Self CPU Mem").And.Contain("5.86 KB");
    }

    [Fact]
    public void ProfileMemory_OutsideOfOperators_IsAnEventOfItsOwn()
    {
        var x = Torch.Zeros(1000);
        using var profile = Profiler.Profile(profileMemory: true);
        x.Dispose();
        profile.Dispose();

        var freed = profile.FunctionEvents.Single();
        (freed.Name, freed.CpuMemoryUsage, freed.CpuTimeTotal).Should().Be(("[memory]", -4000, 0));
    }

    [Fact]
    public void WithStack_NamesTheLinesThatCall()
    {
        using var x = Torch.Ones([2, 2], requiresGrad: true);
        using var profile = Profiler.Profile(withStack: true);
        using (Torch.Scope())
        {
            Inner(x).Backward();
        }
        profile.Dispose();

        var mm = profile.FunctionEvents.First(item => item.Name == "aten::mm");
        mm.Stack[0].Should().Contain("ProfilerTests.cs(").And.EndWith(": PyTorchCS.Tests.ProfilerTests.Inner");
        mm.Stack[1].Should().EndWith("ProfilerTests.WithStack_NamesTheLinesThatCall");
        // The backward pass has the line of the forward operation.
        profile.FunctionEvents.Single(item => item.Name == "MmBackward0").Stack[0].Should().Be(mm.Stack[0]);
        profile.KeyAverages(groupByStackN: 1).Table(maxSrcColumnWidth: null).Should().Contain("Source Location").And.Contain(mm.Stack[0]);
        profile.KeyAverages().Table().Should().NotContain("Source Location");
    }

    [Fact]
    public void RecordFunction_WithoutAProfiler_DoesNothing_AndAllocatesNothing()
    {
        static void Ranges(int count)
        {
            for (var i = 0; i < count; i++)
            {
                using var range = Profiler.RecordFunction("nothing", "more");
            }
        }
        Ranges(10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Ranges(1000);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        FluentActions.Invoking(() => { using var range = Profiler.RecordFunction(null!); }).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Profile_UnderACollectingThread_LosesNothing()
    {
        using var pressure = new GcPressure();
        for (var round = 0; round < 5; round++)
        {
            using var x = Torch.Ones([4, 4], requiresGrad: true);
            using var profile = Profiler.Profile(recordShapes: true, profileMemory: true, withStack: round == 4);
            for (var i = 0; i < 40; i++)
            {
                using (Profiler.RecordFunction("step"))
                {
                    x.Matmul(x).Sum().Backward();
                }
            }
            profile.Dispose();
            profile.KeyAverages().Single(item => item.Key == "MmBackward0").Count.Should().Be(40);
            profile.FunctionEvents.Where(item => item.Name == "step").Should().OnlyContain(item => item.CpuChildren.Any(child => child.Name == "aten::matmul"));
        }
        pressure.Rounds.Should().BePositive();
    }

    [Fact]
    public void Profile_OfACustomFunction_KnowsItsNode()
    {
        using var x = Torch.Ones([2], requiresGrad: true);
        using var profile = Profiler.Profile();
        using (Torch.Scope())
        {
            Function.Create((FunctionCtx _, Tensor input) => input * 2, (_, gradient) => gradient * 2, "Twice")(x).Sum().Backward();
        }
        profile.Dispose();

        var node = profile.FunctionEvents.Single(item => item.Name == "TwiceBackward");
        node.Scope.Should().Be(RecordScope.BackwardFunction);
        node.SequenceNr.Should().BeGreaterThanOrEqualTo(0);
        node.CpuChildren.Should().Contain(child => child.Name == "aten::mul");
    }

    private static Tensor Inner(Tensor x) => x.Matmul(x).Sum();
}
