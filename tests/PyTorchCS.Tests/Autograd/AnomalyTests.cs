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
    public void OtherErrors_SayNothingOfAnomalies()
    {
        using var mode = Autograd.DetectAnomaly();

        var error = FluentActions.Invoking(() => Leaf(1, 2).Matmul(Leaf(1, 2, 3))).Should().Throw<TorchException>().Which;

        error.ForwardTrace.Should().BeEmpty();
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
