using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class CheckpointTests : LeakCheck
{
    private static Tensor Leaf(params double[] values) => Torch.Tensor(values, requiresGrad: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Checkpoint_GivesTheGradientsOfThePlainCall(bool useReentrant)
    {
        Torch.ManualSeed(0);
        var layer = new Sequential(new Linear(4, 8), new Tanh(), new Linear(8, 4));
        var x = Torch.Randn([3, 4], requiresGrad: true);
        layer.Call(x).Square().Sum().Backward();
        var expected = layer.Parameters().Append(x).Select(tensor => tensor.Grad!.Clone()).ToArray();
        layer.ZeroGrad();
        x.Grad = null;

        var y = Autograd.Checkpoint(layer.Call, x, useReentrant);
        y.Square().Sum().Backward();

        y.GradFn!.Name.Should().StartWith("Checkpoint");
        foreach (var (tensor, gradient) in layer.Parameters().Append(x).Zip(expected))
        {
            tensor.Grad!.Equal(gradient).Should().BeTrue();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Checkpoint_WithDropout_DrawsTheSameNumbersAgain(bool useReentrant)
    {
        var x = Torch.Ones([1000], dtype: DType.Float64, requiresGrad: true);
        Torch.ManualSeed(5);
        var plain = F.Dropout(x, 0.5) * 1;
        var next = Torch.Rand(3);
        plain.Sum().Backward();
        var expected = x.Grad!.Clone();
        x.Grad = null;

        Torch.ManualSeed(5);
        var y = Autograd.Checkpoint(t => F.Dropout(t, 0.5) * 1, x, useReentrant);
        Torch.Rand(3).Equal(next).Should().BeTrue();
        var afterwards = Torch.GetRngState();
        y.Sum().Backward();

        y.Equal(plain).Should().BeTrue();
        x.Grad!.Equal(expected).Should().BeTrue();
        Torch.GetRngState().Equal(afterwards).Should().BeTrue("the numbers of the program go on where they were");
    }

    [Fact]
    public void Checkpoint_WithoutPreservedRandomState_DrawsOthers()
    {
        var x = Torch.Ones([1000], dtype: DType.Float64, requiresGrad: true);

        var y = Autograd.Checkpoint(t => F.Dropout(t, 0.5) * 1, x, preserveRngState: false);
        y.Sum().Backward();

        y.Detach().Equal(x.Grad!).Should().BeFalse();
    }

    [Fact]
    public void Checkpoint_KeepsLessMemory()
    {
        var plain = Peak(x => Block(x));
        var saved = Peak(x => Autograd.Checkpoint(Block, x));

        // Eight activations of a block are kept, or made again for one block at a time.
        saved.Should().BeLessThan(plain / 2);

        static Tensor Block(Tensor x)
        {
            for (var i = 0; i < 8; i++)
            {
                x = x.Sin();
            }
            return x;
        }

        static long Peak(Func<Tensor, Tensor> block)
        {
            var x = Torch.Ones([100_000], requiresGrad: true);
            Settled();
            var before = TensorStatistics.LiveBytes;
            using var scope = Torch.Scope();
            var y = x;
            for (var i = 0; i < 6; i++)
            {
                y = block(y);
            }
            var held = TensorStatistics.LiveBytes - before;
            y.Sum().Backward();
            x.Grad!.Abs().Max().Item<float>().Should().BePositive();
            return held;
        }
    }

    [Fact]
    public void Checkpoint_IsDifferentiableInEveryWay()
    {
        var w = Leaf(3);
        var x = Leaf(2);
        var outside = x * 1;

        var y = Autograd.Checkpoint(xs => [xs[0].Pow(3) * w + outside.Pow(2), xs[0] * 5], [x]);

        // d/dx (3x³ + x²) = 9x² + 2x, d²/dx² = 18x + 2.
        var first = Autograd.Grad(y[0], x, createGraph: true);
        first.Detach().Should().HaveValues(40);
        var second = Autograd.Grad(first, x, retainGraph: true);
        second.Should().HaveValues(38);
        Autograd.Grad(y[0], w, retainGraph: true).Should().HaveValues(8);
        Autograd.Grad(y[1], x).Should().HaveValues(5);
        w.Grad.Should().BeNull();
        Autograd.Gradcheck(t => Autograd.Checkpoint(u => u.Exp() * w, t), Leaf(0.5, 1)).Should().BeTrue();
        Autograd.Gradgradcheck(t => Autograd.Checkpoint(u => u.Exp() * w, t), Leaf(0.5, 1)).Should().BeTrue();
    }

    [Fact]
    public void Checkpoint_OfLayersThatShareAWeight_AddsUpItsGradient()
    {
        var (x, w) = (Leaf(2), Leaf(3));
        var hooked = new List<double>();
        using var handle = w.RegisterHook(gradient => hooked.Add(gradient.Item<double>()));

        var y = Enumerable.Range(0, 3).Aggregate(x, (t, _) => Autograd.Checkpoint(u => u * w, t));
        y.Backward();

        // y = x·w³.
        w.Grad.Should().HaveValues(2 * 3 * 9);
        x.Grad.Should().HaveValues(27);
        hooked.Should().Equal(54);
    }

    [Fact]
    public void Checkpoint_WithinACheckpoint_IsTheSame()
    {
        var x = Leaf(2);

        Autograd.Checkpoint(t => Autograd.Checkpoint(u => u.Pow(2), t).Pow(2), x).Backward();

        x.Grad.Should().HaveValues(32);
    }

    [Fact]
    public void Checkpoint_Twice_IsFreedByTheFirstPass()
    {
        var x = Leaf(2);
        var y = Autograd.Checkpoint(t => t.Pow(2), x);
        y.Backward(retainGraph: true);
        y.Backward();

        x.Grad.Should().HaveValues(8);
        y.Invoking(t => t.Backward()).Should().Throw<TorchException>().WithMessage("*second time*");
    }

    [Fact]
    public void Checkpoint_OutlivesTheScopeOfItsInputs()
    {
        var x = Leaf(2);
        Tensor loss;
        using (var scope = Torch.Scope())
        {
            loss = scope.Keep(Autograd.Checkpoint(t => t.Pow(2), x * 3));
        }

        loss.Backward();

        x.Grad.Should().HaveValues(36);
    }

    [Fact]
    public void Checkpoint_ThatGivesAnInputBack_KeepsIt()
    {
        var x = Leaf(2);
        var constant = Torch.Tensor([1.0]);

        var outputs = Autograd.Checkpoint(xs => [xs[0], xs[0] * 2, constant], [x]);

        outputs[0].Should().BeSameAs(x);
        outputs[1].GradFn!.Name.Should().Be("CheckpointBackward");
        outputs[2].Should().BeSameAs(constant);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Checkpoint_OfAFunctionThatWritesIntoItsArgument_CallsItWithTheSameAgain(bool useReentrant)
    {
        var data = Torch.Tensor([1.0, 2.0], requiresGrad: useReentrant);
        var w = Torch.Tensor([3.0, 4.0], requiresGrad: true);
        Tensor[] args = [data];

        var y = Autograd.Checkpoint(
            xs =>
            {
                xs[0] = xs[0] + 1;
                return [xs[0] * w];
            },
            args,
            useReentrant)[0];
        y.Sum().Backward();

        args[0].Should().BeSameAs(data);
        w.Grad.Should().HaveValues(2, 3);
    }

    [Fact]
    public void Checkpoint_CopiesNoGradientOfAParameter()
    {
        const long size = 1000;
        var w = Torch.Ones([size, size], requiresGrad: true);
        var x = Torch.Ones([1, size]);
        var y = Autograd.Checkpoint(t => t.Matmul(w), x).Sum();
        var before = TensorStatistics.LiveBytes;

        y.Backward();

        (TensorStatistics.LiveBytes - before).Should().BeInRange(size * size * sizeof(float), size * size * sizeof(float) * 3 / 2);
    }

    [Fact]
    public void Checkpoint_OfAFunctionThatChangesItsArgument_LeavesItAlive()
    {
        var h = Torch.Tensor([1.0, 2.0], requiresGrad: true) * 1;

        var y = Autograd.Checkpoint(t => t.Mul_(2), h);

        h.IsDisposed.Should().BeFalse();
        h.Detach().Should().HaveValues(2, 4);
        y.Detach().Should().HaveValues(2, 4);
    }

    [Fact]
    public void Checkpoint_WhoseResultIsAView_LetsChangesInPlaceBeNoticed()
    {
        var h = Torch.Tensor([[1.0, 2.0]], requiresGrad: true) * 1;
        var square = h * h;
        var flat = Autograd.Checkpoint(t => t.View(-1), h);
        using (Torch.NoGrad())
        {
            flat.Mul_(5);
        }

        square.Invoking(t => t.Sum().Backward()).Should().Throw<TorchException>().WithMessage("*modified by an inplace operation*");
    }

    [Fact]
    public void Checkpoint_OfAViewWhoseBaseWasChanged_IsThePlainCall()
    {
        var x = Torch.Tensor([1.0, 2.0, 3.0], requiresGrad: true);
        var h = x * 1;
        var head = h[..2];
        h.Mul_(2);

        Autograd.Checkpoint(t => t.Square(), head).Sum().Backward();

        x.Grad.Should().HaveValues(8, 16, 0);
    }

    [Fact]
    public void Checkpoint_WithoutRecording_OnlyCalls()
    {
        var x = Leaf(2);
        using (Torch.NoGrad())
        {
            Autograd.Checkpoint(t => t * 2, x).RequiresGrad.Should().BeFalse();
        }
        Autograd.Checkpoint(t => t * 2, Torch.Tensor([1.0])).GradFn.Should().BeNull();
    }

    [Fact]
    public void Checkpoint_ThatDoesSomethingElseTheSecondTime_Throws()
    {
        var calls = 0;
        var x = Leaf(2, 3);
        var w = Leaf(1, 1);

        var shape = Autograd.Checkpoint(t => ++calls % 2 == 1 ? t * 2 : (t * 2)[..1], x);
        shape.Invoking(y => y.Sum().Backward()).Should().Throw<CheckpointError>().WithMessage("*result 0*[1]*[2]*");

        var others = Autograd.Checkpoint(t => ++calls % 2 == 1 ? t * 2 : t * w, x);
        others.Invoking(y => y.Sum().Backward()).Should().Throw<CheckpointError>().WithMessage("*depends on*");
    }

    [Fact]
    public void Checkpoint_ThatThrows_ThrowsTheSame()
    {
        var calls = 0;
        var thrown = new TimeoutException();

        var y = Autograd.Checkpoint(t => ++calls == 1 ? t * 2 : throw thrown, Leaf(2));

        y.Invoking(t => t.Backward()).Should().Throw<TimeoutException>().Which.Should().BeSameAs(thrown);
    }

    [Fact]
    public void Reentrant_WithGrad_Throws()
    {
        var x = Leaf(2);
        var y = Autograd.Checkpoint(t => t * 2, x, useReentrant: true);

        FluentActions.Invoking(() => Autograd.Grad(y, x)).Should().Throw<InvalidOperationException>().WithMessage("*useReentrant*");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void CheckpointSequential_GivesTheSame(int segments)
    {
        var x = Leaf(2);
        var calls = 0;
        Func<Tensor, Tensor>[] functions = [.. Enumerable.Range(1, 5).Select(i => (Func<Tensor, Tensor>)(t =>
        {
            calls++;
            return t * i;
        }))];

        var y = Autograd.CheckpointSequential(functions, segments, x);
        y.Backward();

        y.Detach().Should().HaveValues(240);
        x.Grad.Should().HaveValues(120);
        // The functions of the last segment run once: there are 5 / segments in each of the others.
        calls.Should().Be(5 + (5 / segments * (segments - 1)));
    }

    [Fact]
    public void CheckpointSequential_OfUnfitArguments_Throws()
    {
        FluentActions.Invoking(() => Autograd.CheckpointSequential([], 1, Leaf(1))).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Autograd.CheckpointSequential([t => t], 2, Leaf(1))).Should().Throw<ArgumentOutOfRangeException>();
    }
}
