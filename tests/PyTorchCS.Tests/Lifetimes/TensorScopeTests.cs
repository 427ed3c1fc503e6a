using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class TensorScopeTests : LeakCheck
{
    [Fact]
    public void Scope_AtItsEnd_FreesWhatWasMadeInside()
    {
        var before = TensorStatistics.LiveTensors;
        Tensor inside;

        using (Torch.Scope())
        {
            inside = Torch.Ones(2) + 1;
            TensorStatistics.LiveTensors.Should().Be(before + 2);
        }

        inside.IsDisposed.Should().BeTrue();
        TensorStatistics.LiveTensors.Should().Be(before);
    }

    [Fact]
    public void Scope_LeavesWhatWasMadeOutside()
    {
        var outside = Torch.Ones(2);

        using (Torch.Scope())
        {
            outside.Add_(1);
        }

        outside.Should().HaveValues(2, 2);
    }

    [Fact]
    public void Keep_HandsATensorOut()
    {
        Tensor kept;
        using (var scope = Torch.Scope())
        {
            kept = scope.Keep(Torch.Ones(2) * 3);
        }

        kept.Should().HaveValues(3, 3);
    }

    [Fact]
    public void Keep_InANestedScope_HandsToTheOuterOne()
    {
        Tensor kept;
        using (Torch.Scope())
        {
            using (var inner = Torch.Scope())
            {
                kept = inner.Keep(Torch.Ones(1));
            }

            kept.IsDisposed.Should().BeFalse();
        }

        kept.IsDisposed.Should().BeTrue();
    }

    [Fact]
    public void Keep_OfAForeignTensor_ChangesNothing()
    {
        var outside = Torch.Ones(1);
        using (var scope = Torch.Scope())
        {
            scope.Keep(outside).Should().BeSameAs(outside);
        }

        outside.IsDisposed.Should().BeFalse();
    }

    [Fact]
    public void Keep_OfSeveral_HandsAllOut()
    {
        Tensor[] kept;
        using (var scope = Torch.Scope())
        {
            kept = scope.Keep(Torch.Ones(3).Split(1));
        }

        kept.Should().HaveCount(3).And.OnlyContain(t => !t.IsDisposed);
    }

    [Fact]
    public void Dispose_Twice_DoesNothing()
    {
        var scope = Torch.Scope();
        _ = Torch.Ones(1);

        scope.Dispose();
        scope.Dispose();
        var after = Torch.Ones(1);

        after.IsDisposed.Should().BeFalse();
    }

    [Fact]
    public void Dispose_OfTheOuterFirst_EndsTheInner()
    {
        var outer = Torch.Scope();
        var inner = Torch.Scope();
        var tensor = Torch.Ones(1);

        outer.Dispose();
        inner.Dispose();

        tensor.IsDisposed.Should().BeTrue();
        Torch.Ones(1).IsDisposed.Should().BeFalse();
    }

    [Fact]
    public void Dispose_OnAnotherThread_Throws()
    {
        using var scope = Torch.Scope();
        Exception? caught = null;
        var thread = new Thread(() => caught = Record.Exception(scope.Dispose));
        thread.Start();
        thread.Join();

        caught.Should().BeOfType<InvalidOperationException>();
    }

    [Fact]
    public void Scope_IsOfItsThread()
    {
        using var scope = Torch.Scope();
        Tensor? made = null;
        var thread = new Thread(() => made = Torch.Ones(1));
        thread.Start();
        thread.Join();

        scope.Dispose();

        made!.IsDisposed.Should().BeFalse();
    }

    [Fact]
    public void Parameters_MadeInside_AreNotCaptured()
    {
        Linear layer;
        BatchNorm1d norm;
        Parameter parameter;
        using (Torch.Scope())
        {
            layer = new Linear(3, 2);
            norm = new BatchNorm1d(2);
            parameter = new Parameter(Torch.Ones(2));
        }

        parameter.IsDisposed.Should().BeFalse();
        layer.Weight.IsDisposed.Should().BeFalse();
        norm.StateDict().Values.Should().OnlyContain(t => !t.IsDisposed);
        norm.Call(layer.Call(Torch.Ones(4, 3))).Should().HaveShape(4, 2);
    }

    [Fact]
    public void Gradients_MadeInside_Survive()
    {
        var x = Torch.Ones([2], requiresGrad: true);
        using (Torch.Scope())
        {
            (x * 3).Sum().Backward();
        }

        x.Grad.Should().HaveValues(3, 3);
    }

    [Fact]
    public void Scope_AfterAnException_StillFrees()
    {
        var before = TensorStatistics.LiveTensors;
        var act = () =>
        {
            using var scope = Torch.Scope();
            _ = Torch.Ones(2);
            throw new InvalidOperationException();
        };

        act.Should().Throw<InvalidOperationException>();

        TensorStatistics.LiveTensors.Should().Be(before);
    }

    [Fact]
    public void TrainingStep_InAScope_LeavesNothing()
    {
        var layer = new Linear(4, 1);
        var input = Torch.Ones(8, 4);
        Step(layer, input);
        var before = TensorStatistics.LiveTensors;

        for (var i = 0; i < 20; i++)
        {
            Step(layer, input);
        }

        TensorStatistics.LiveTensors.Should().Be(before);
    }

    private static void Step(Linear layer, Tensor input)
    {
        using var scope = Torch.Scope();
        layer.ZeroGrad();
        layer.Call(input).Pow(2).Mean().Backward();
    }

    [Fact]
    public void Keep_OnAnotherThread_Throws()
    {
        using var scope = Torch.Scope();
        var x = Torch.Ones(1);

        var keeping = Task.Factory.StartNew(() => scope.Keep(x), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        FluentActions.Invoking(() => keeping.GetAwaiter().GetResult()).Should().Throw<InvalidOperationException>().WithMessage("*thread that opened it*");
    }

    [Fact]
    public void Dispose_OfAScopeOfAThreadThatHasEnded_LeavesThoseOfTheNextThread()
    {
        TensorScope? left = null;
        Run(() => left = Torch.Scope());
        // The state of the ended thread is free for the next one after its finalizer has run.
        GC.Collect();
        GC.WaitForPendingFinalizers();

        Run(() =>
        {
            using var scope = Torch.Scope();
            var x = Torch.Ones(1);

            FluentActions.Invoking(left!.Dispose).Should().Throw<InvalidOperationException>();

            x.IsDisposed.Should().BeFalse();
            scope.Count.Should().Be(1);
        });

        static void Run(Action action) =>
            Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).GetAwaiter().GetResult();
    }
}
