using System.Runtime.CompilerServices;
using FluentAssertions;
using PyTorchCS.Testing;
using static PyTorchCS.Tests.SampleFunctions;

namespace PyTorchCS.Tests;

public sealed class AnomalyTests : LeakCheck
{
    private static Tensor Leaf(params double[] values) => Torch.Tensor(values, requiresGrad: true);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Tensor RootOfNothing(Tensor x) => x.Sqrt() * 0;

    [Fact]
    public void DetectAnomaly_NamesTheForwardOperationAndItsLine()
    {
        using var mode = Autograd.DetectAnomaly();
        var y = RootOfNothing(Leaf(0));

        var error = y.Invoking(t => t.Backward()).Should().Throw<TorchException>().Which;

        error.Message.Should().Contain("SqrtBackward0").And.Contain("nan").And.MatchRegex(@"comes from (Tensor\.)?Sqrt, called in").And.Contain("AnomalyTests.RootOfNothing").And.Contain("AnomalyTests.cs:line");
        error.ForwardTrace.Should().Contain("RootOfNothing").And.Contain(nameof(DetectAnomaly_NamesTheForwardOperationAndItsLine));
    }

    [Fact]
    public void DetectAnomaly_WithoutCheckNan_LetsNanPass()
    {
        using var mode = Autograd.DetectAnomaly(checkNan: false);
        var x = Leaf(0);

        RootOfNothing(x).Backward();

        x.Grad!.Isnan().Item<bool>().Should().BeTrue();
    }

    [Fact]
    public void WithoutAnomalyMode_NanPasses()
    {
        var x = Leaf(0);

        RootOfNothing(x).Backward();

        x.Grad!.Isnan().Item<bool>().Should().BeTrue();
    }

    [Fact]
    public void DetectAnomaly_InTheBackwardPassOnly_SaysHowToLearnMore()
    {
        var y = RootOfNothing(Leaf(0));
        using var mode = Autograd.DetectAnomaly();

        y.Invoking(t => t.Backward()).Should().Throw<TorchException>().WithMessage("*SqrtBackward0*outside of anomaly mode*");
    }

    [Fact]
    public void DetectAnomaly_InASecondDerivative_FindsNan()
    {
        using var mode = Autograd.DetectAnomaly();
        var x = Leaf(0);
        // The first derivative at 0 is 0, the second has a root of 0 in the denominator.
        var first = Autograd.Grad(x.Pow(1.5), x, createGraph: true);
        var act = () => Autograd.Grad((first * 0).Sqrt().Sum(), x);

        act.Should().Throw<TorchException>().Which.Message.Should().Contain("nan");
    }

    [Fact]
    public void DetectAnomaly_WhereAFunctionThrows_LeavesTheExceptionAndAddsToIt()
    {
        using var mode = Autograd.DetectAnomaly();
        var thrown = new TimeoutException();
        var y = new Custom((_, inputs) => [inputs[0] * 2], (_, _) => throw thrown).Apply(Leaf(1))[0];

        var error = y.Invoking(t => t.Backward()).Should().Throw<TimeoutException>().Which;

        error.Should().BeSameAs(thrown);
        error.Data["ForwardTrace"].Should().BeOfType<string>().Which.Should().Contain("CustomBackward").And.Contain(nameof(DetectAnomaly_WhereAFunctionThrows_LeavesTheExceptionAndAddsToIt));
    }

    [Fact]
    public void DetectAnomaly_InAPassWithinAPass_KeepsTheInnerPlace()
    {
        using var mode = Autograd.DetectAnomaly();
        var thrown = new TimeoutException();
        var y = Autograd.Checkpoint(t => new Custom((_, inputs) => [inputs[0] * 2], (_, _) => throw thrown).Apply(t)[0] + 1, Leaf(1));

        y.Invoking(t => t.Backward()).Should().Throw<TimeoutException>();

        thrown.Data["ForwardTrace"].Should().BeOfType<string>().Which.Should().Contain("CustomBackward").And.Contain("CheckpointBackward");
    }

    [Fact]
    public void DetectAnomaly_InADerivativeOfADerivative_NamesBothOperations()
    {
        using var mode = Autograd.DetectAnomaly();
        var thrown = new TimeoutException();
        var cube = new Custom(
            (_, inputs) => [inputs[0] * 2],
            (_, gradients) => [new Custom((_, inputs) => [inputs[0] * 2], (_, _) => throw thrown).Apply(gradients[0])[0]]);
        var x = Leaf(1);
        var gradient = Autograd.Grad(cube.Apply(x)[0], x, Leaf(1), createGraph: true);

        gradient.Invoking(t => t.Backward()).Should().Throw<TimeoutException>();

        thrown.Data["ForwardTrace"].Should().BeOfType<string>().Which.Should().Contain("made by the backward form of CustomBackward");
    }

    [Fact]
    public void OtherErrors_SayNothingOfAnomalies()
    {
        using var mode = Autograd.DetectAnomaly();

        var error = FluentActions.Invoking(() => Leaf(1, 2).Matmul(Leaf(1, 2, 3))).Should().Throw<TorchException>().Which;

        error.ForwardTrace.Should().BeEmpty();
    }

    [Fact]
    public void TheMode_BelongsToTheThread_AndToThePassesThatItStarts()
    {
        using var together = new Barrier(2);
        var failed = new Exception?[2];
        var isOn = new bool[2];
        // Both record, wait for each other, and run their passes at the same time, again and again.
        void Work(int index, bool detects)
        {
            using var mode = Autograd.SetDetectAnomaly(detects);
            for (var turn = 0; turn < 20; turn++)
            {
                together.SignalAndWait();
                isOn[index] = Autograd.IsAnomalyEnabled();
                var y = RootOfNothing(Leaf(0));
                together.SignalAndWait();
                failed[index] = Record.Exception(() => y.Backward());
                if ((failed[index] is not null) != detects)
                {
                    together.RemoveParticipant();
                    return;
                }
            }
        }

        RunTogether(() => Work(0, true), () => Work(1, false));

        isOn.Should().Equal(true, false);
        failed[0].Should().BeOfType<TorchException>().Which.Message.Should().Contain("SqrtBackward0").And.Contain("RootOfNothing");
        failed[1].Should().BeNull();
    }

    [Fact]
    public void TheMode_OfOneThread_RecordsNothingOnAnother()
    {
        using var mode = Autograd.DetectAnomaly();
        Tensor y = null!;
        RunTogether(() => y = RootOfNothing(Leaf(0)));

        y.Invoking(t => t.Backward()).Should().Throw<TorchException>().WithMessage("*SqrtBackward0*outside of anomaly mode*");
    }

    [Fact]
    public void APass_OfAThreadWithoutTheMode_IsNotLookedAt_WhereverItsGraphWasMade()
    {
        using var mode = Autograd.DetectAnomaly();
        var x = Leaf(0);
        var y = RootOfNothing(x);
        y.Invoking(t => t.Backward(retainGraph: true)).Should().Throw<TorchException>();
        x.Grad = null;

        Exception? failed = null;
        RunTogether(() => failed = Record.Exception(() => y.Backward()));

        failed.Should().BeNull();
        x.Grad!.Isnan().Item<bool>().Should().BeTrue();
    }

    [Fact]
    public void TheMode_GoesAlongToThreadsOfLibTorch_ThatWorkForAPass()
    {
        // From the 60th pass within a pass on, LibTorch runs them on threads of its own.
        static Tensor Nested(Tensor x, int depth) => depth == 0 ? RootOfNothing(x) : Autograd.Checkpoint(t => Nested(t, depth - 1), x, useReentrant: true);
        using var mode = Autograd.DetectAnomaly();
        var y = Nested(Leaf(0), 70);

        y.Invoking(t => t.Backward()).Should().Throw<TorchException>().WithMessage("*SqrtBackward0*RootOfNothing*");
        Autograd.IsAnomalyEnabled().Should().BeTrue();
        using (Autograd.SetDetectAnomaly(false))
        {
            Nested(Leaf(0), 70).Invoking(t => t.Backward()).Should().NotThrow();
        }
    }

    [Fact]
    public async Task TheMode_DoesNotFlowOverAnAwait()
    {
        var isOn = new List<bool>();
        using (Autograd.DetectAnomaly())
        {
            RunTogether(() => isOn.Add(Autograd.IsAnomalyEnabled()));
        }
        await Task.Run(() =>
        {
            using (Autograd.DetectAnomaly())
            {
                isOn.Add(Autograd.IsAnomalyEnabled());
            }
            isOn.Add(Autograd.IsAnomalyEnabled());
        });
        isOn.Add(Autograd.IsAnomalyEnabled());

        isOn.Should().Equal(false, true, false, false);
    }

    [Fact]
    public void DetectAnomaly_InsideTransforms_FindsNan()
    {
        using var mode = Autograd.DetectAnomaly();
        var x = Torch.Tensor([1.0, 0]);

        FluentActions.Invoking(() => Func.Grad(t => (t.Sqrt() * 0).Sum())(x)).Should().Throw<TorchException>().WithMessage("*SqrtBackward0*nan*");
        FluentActions.Invoking(() => Func.Vmap(Func.Grad(t => t.Sqrt() * 0))(x)).Should().Throw<TorchException>().WithMessage("*SqrtBackward0*nan*");
        Func.Vmap(Func.Grad(t => t.Square()))(x).Should().HaveValues(2, 0);
    }

    private static void RunTogether(params Action[] actions)
    {
        var threads = Array.ConvertAll(actions, action => new Thread(() => action()));
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }

    [Fact]
    public void Guards_RestoreWhatWasBefore()
    {
        Autograd.IsAnomalyEnabled().Should().BeFalse();
        using (Autograd.DetectAnomaly(checkNan: false))
        {
            Autograd.IsAnomalyEnabled().Should().BeTrue();
            Autograd.IsAnomalyCheckNanEnabled().Should().BeFalse();
            using (Autograd.SetDetectAnomaly(false))
            {
                Autograd.IsAnomalyEnabled().Should().BeFalse();
            }
            Autograd.IsAnomalyEnabled().Should().BeTrue();
        }
        Autograd.IsAnomalyEnabled().Should().BeFalse();

        Autograd.IsMultithreadingEnabled().Should().BeTrue();
        using (Autograd.SetMultithreadingEnabled(false))
        {
            Autograd.IsMultithreadingEnabled().Should().BeFalse();
            var x = Leaf(3);
            (x * x).Backward();
            x.Grad.Should().HaveValues(6);
        }
        Autograd.IsMultithreadingEnabled().Should().BeTrue();
    }
}
