using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class SavedTensorsTests : LeakCheck
{
    private static Tensor Leaf(params double[] values) => Torch.Tensor(values, requiresGrad: true);

    [Fact]
    public void SavedTensorsHooks_SeeWhatIsSaved_AndGiveItBack()
    {
        var (a, b) = (Leaf(2), Leaf(3));
        var packed = new List<double>();
        Tensor y;
        using (Graph.SavedTensorsHooks(
            x =>
            {
                packed.Add(x.Item<double>());
                x.RequiresGrad.Should().BeFalse();
                return x.Item<double>();
            },
            number => Torch.Tensor([number * 10])))
        {
            y = a * b;
        }
        var after = a * b;

        y.Backward();

        packed.Should().BeEquivalentTo([2.0, 3.0]);
        a.Grad.Should().HaveValues(30);
        b.Grad.Should().HaveValues(20);
        after.Should().HaveValues(6);
    }

    [Fact]
    public void SavedTensorsHooks_OfAnOutput_LetTheGraphGo()
    {
        var before = Settled();
        Save();

        Settled().Should().Be(before);

        static void Save()
        {
            using var hooks = Graph.SavedTensorsHooks(x => x, x => x);
            var x = Leaf(1);
            x.Exp().Exp().RequiresGrad.Should().BeTrue();
        }
    }

    [Fact]
    public void SavedTensorsHooks_OutliveTheScopeOfTheForwardPass()
    {
        var x = Leaf(3);
        Tensor y;
        using (var scope = Torch.Scope())
        using (Graph.SavedTensorsHooks(t => t * 1, t => t))
        {
            y = scope.Keep(x * x);
        }

        y.Backward();

        x.Grad.Should().HaveValues(6);
    }

    [Fact]
    public void SavedTensorsHooks_WorkForSecondDerivatives()
    {
        var x = Leaf(2);
        using var hooks = Graph.SavedTensorsHooks(t => t.ToArray<double>(), values => Torch.Tensor(values));

        var first = Torch.Grad(x.Pow(3), x, createGraph: true);
        var second = Torch.Grad(first, x);

        first.Should().HaveValues(12);
        second.Should().HaveValues(12);
    }

    [Fact]
    public void SavedTensorsHooks_OfACustomFunction_AreUsedToo()
    {
        var count = 0;
        var x = Leaf(0.5);
        Tensor y;
        using (Graph.SavedTensorsHooks(
            t =>
            {
                count++;
                return t;
            },
            t => t))
        {
            y = new SampleFunctions.Exp().Apply(x)[0];
        }

        y.Backward();

        count.Should().Be(1);
        x.Grad.Should().HaveValues(Math.Exp(0.5));
    }

    [Fact]
    public void SavedTensorsHooks_WhichThrow_ThrowFromTheOperationAndFromTheBackwardPass()
    {
        var x = Leaf(2);
        using (Graph.SavedTensorsHooks<Tensor>(_ => throw new FormatException("pack"), t => t))
        {
            FluentActions.Invoking(() => x * x).Should().Throw<FormatException>().WithMessage("pack");
        }
        Tensor y;
        using (Graph.SavedTensorsHooks(t => t, Fail))
        {
            y = x * x;
        }
        FluentActions.Invoking(() => y.Backward()).Should().Throw<FormatException>().WithMessage("unpack");

        static Tensor Fail(Tensor t) => throw new FormatException("unpack");
    }

    [Fact]
    public void SavedTensorsHooks_WhichGiveNull_Throw()
    {
        var x = Leaf(2);
        Tensor y;
        using (Graph.SavedTensorsHooks(t => t, _ => null!))
        {
            y = x * x;
        }

        FluentActions.Invoking(() => y.Backward()).Should().Throw<InvalidOperationException>().WithMessage("*null*");
    }

    [Fact]
    public void SavedTensorsHooks_ThatChangeTheTensor_Throw()
    {
        var x = Leaf(2);
        using var hooks = Graph.SavedTensorsHooks(t => t.Add_(1), t => t);

        FluentActions.Invoking(() => x * x).Should().Throw<TorchException>().WithMessage("*in place*");
    }

    [Fact]
    public void SavedTensorsHooks_Nest_TheInnerOnesWin()
    {
        var seen = new List<string>();
        var x = Leaf(2);
        using (Graph.SavedTensorsHooks(Log("outer"), t => t))
        {
            using (Graph.SavedTensorsHooks(Log("inner"), t => t))
            {
                _ = x.Square();
            }
            _ = x.Square();
        }

        seen.Should().Equal("inner", "outer");

        Func<Tensor, Tensor> Log(string name) => t =>
        {
            seen.Add(name);
            return t;
        };
    }

    [Fact]
    public void SavedTensorsHooks_BelongToTheirThread()
    {
        var count = 0;
        using var hooks = Graph.SavedTensorsHooks(
            t =>
            {
                count++;
                return t;
            },
            t => t);

        var thread = new Thread(() => _ = Leaf(1).Square());
        thread.Start();
        thread.Join();

        count.Should().Be(0);
    }

    [Fact]
    public void SaveOnCpu_GivesTheSameGradients()
    {
        var x = Leaf(1, 2);
        Tensor y;
        using (Graph.SaveOnCpu(pinMemory: true))
        {
            y = x.Exp() * x;
        }

        y.Sum().Backward();

        x.Grad.Should().HaveValues(2 * Math.E, 3 * Math.Exp(2));
    }

    [Fact]
    public void DisableSavedTensorsHooks_RefusesThemWithTheMessage()
    {
        using (Graph.DisableSavedTensorsHooks("not here"))
        {
            FluentActions.Invoking(() => Graph.SaveOnCpu().Dispose()).Should().Throw<InvalidOperationException>().WithMessage("not here");
        }
        using (Graph.SaveOnCpu())
        {
            FluentActions.Invoking(() => Graph.DisableSavedTensorsHooks("too late").Dispose()).Should().Throw<InvalidOperationException>().WithMessage("too late");
        }
        using (Graph.SaveOnCpu())
        {
            Leaf(1).Square().RequiresGrad.Should().BeTrue();
        }
    }

    [Fact]
    public void AllowMutationOnSavedTensors_GivesTheGradientsOfTheValuesBefore()
    {
        var x = Leaf(2);
        Tensor Changed()
        {
            var square = x * 1;
            var y = square.Sin();
            using (Torch.NoGrad())
            {
                square.Zero_();
            }
            return y;
        }

        using (Graph.AllowMutationOnSavedTensors())
        {
            Changed().Backward();
        }

        x.Grad.Should().HaveValues(Math.Cos(2));
        FluentActions.Invoking(() => Changed().Backward()).Should().Throw<TorchException>().WithMessage("*inplace*");
    }
}
