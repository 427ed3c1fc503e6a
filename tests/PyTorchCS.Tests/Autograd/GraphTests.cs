using System.Runtime.CompilerServices;
using FluentAssertions;
using PyTorchCS.Interop;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class GraphTests : LeakCheck
{
    private static Tensor Leaf(params double[] values) => Torch.Tensor(values, requiresGrad: true);

    [Fact]
    public void Nodes_OfOneOperation_AreEqual()
    {
        var x = Leaf(1);
        var y = x * 2;

        y.GradFn.Should().Be(y.GradFn).And.NotBe((y * 2).GradFn);
        var node = y.GradFn;
        (node == y.GradFn && node != (y * 2).GradFn && node != null).Should().BeTrue();
        (y * 2).GradFn!.NextFunctions[0].Node.Should().Be(y.GradFn);
        y.GradFn!.NextFunctions[0].Node!.Name.Should().EndWith("AccumulateGrad");
        y.GradFn!.GetHashCode().Should().Be(y.GradFn!.GetHashCode());
    }

    [Fact]
    public void Variable_OfAnAccumulator_IsItsLeaf()
    {
        var x = Leaf(1);
        var node = (x * 2).GradFn!;

        node.Variable.Should().BeNull();
        using (Torch.NoGrad())
        {
            node.NextFunctions[0].Node!.Variable!.Fill_(7);
        }
        x.Detach().Should().HaveValues(7);
    }

    [Fact]
    public void Metadata_BelongsToTheNode()
    {
        var y = Leaf(1) * 2;

        y.GradFn!.Metadata["name"] = "the product";

        y.GradFn!.Metadata.Should().ContainKey("name").WhoseValue.Should().Be("the product");
        (y * 2).GradFn!.Metadata.Should().BeEmpty();
    }

    [Fact]
    public void Metadata_IsFreedWithTheNode()
    {
        var note = Make();
        Settled();

        note.IsAlive.Should().BeFalse();

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Make()
        {
            var note = new object();
            using var y = Leaf(1) * 2;
            y.GradFn!.Metadata["note"] = note;
            return new WeakReference(note);
        }
    }

    [Fact]
    public void RegisterHook_SeesWhatTheNodeTookAndGave()
    {
        var (x, w) = (Leaf(2), Torch.Tensor([5.0]));
        var y = x * w;
        Tensor?[] gradInputs = [];
        Tensor?[] gradOutputs = [];
        y.GradFn!.RegisterHook((inputs, outputs) =>
        {
            gradInputs = inputs;
            gradOutputs = outputs;
        });

        (y * 3).Backward();

        gradOutputs.Should().ContainSingle().Which!.Should().HaveValues(3);
        gradInputs.Should().HaveCount(2);
        gradInputs[0]!.Should().HaveValues(15);
        gradInputs[1].Should().BeNull();
    }

    [Fact]
    public void RegisterHook_ThatReturnsGradients_ReplacesThem()
    {
        var x = Leaf(2);
        var y = x * 5;
        using var first = y.GradFn!.RegisterHook((inputs, _) => [inputs[0]! * 10]);
        using var second = y.GradFn!.RegisterHook((inputs, _) => [inputs[0]! + 1]);

        y.Backward();

        x.Grad.Should().HaveValues(51);
    }

    [Fact]
    public void RegisterPrehook_ChangesWhatTheNodeTakes_UntilDisposed()
    {
        var x = Leaf(2);
        var y = x * 5;
        var seen = new List<double>();
        y.GradFn!.RegisterPrehook(outputs => seen.Add(outputs[0]!.Item<double>()));
        var handle = y.GradFn!.RegisterPrehook(outputs => [outputs[0]! * 10]);

        y.Backward(retainGraph: true);
        handle.Dispose();
        y.Backward();

        x.Grad.Should().HaveValues(55);
        seen.Should().Equal(1, 1);
    }

    [Fact]
    public void RegisterHook_ThatThrowsOrMiscounts_Fails()
    {
        var thrown = new TimeoutException();
        var y = Leaf(2) * 5;
        using (y.GradFn!.RegisterHook((_, _) => throw thrown))
        {
            y.Invoking(t => t.Backward(retainGraph: true)).Should().Throw<TimeoutException>().Which.Should().BeSameAs(thrown);
        }
        y.GradFn!.RegisterHook((_, _) => [null, null, null]);
        y.Invoking(t => t.Backward()).Should().Throw<InvalidOperationException>().WithMessage("*3 gradients*");
    }

    [Fact]
    public void RegisterHook_ThatEditsItsArray_ReplacesWhereItReturnsIt()
    {
        var x = Leaf(2);
        var y = x * 5;
        y.GradFn!.RegisterHook((gradInputs, _) =>
        {
            gradInputs[0] = gradInputs[0]! * 2;
            return gradInputs;
        });
        y.GradFn!.RegisterPrehook(gradOutputs =>
        {
            gradOutputs[0] = gradOutputs[0]! * 3;
            return gradOutputs;
        });
        y.GradFn!.RegisterHook((gradInputs, _) => gradInputs[0] = null);

        y.Backward();

        x.Grad.Should().HaveValues(30);
    }

    [Fact]
    public void RegisterHook_ThatReturnsAnUnfitGradient_Fails()
    {
        // The second factor requires no gradient, so its place is empty.
        var y = Leaf(2, 3) * Torch.Tensor([5.0, 5.0]);
        using (y.GradFn!.RegisterHook((_, _) => [Torch.Ones([7], dtype: DType.Float64), null]))
        {
            y.Invoking(t => t.Sum().Backward(retainGraph: true)).Should().Throw<TorchException>().WithMessage("*[7]*");
        }
        using (y.GradFn!.RegisterHook((gradInputs, _) => [gradInputs[0], Torch.Ones([2], dtype: DType.Float64)]))
        {
            y.Invoking(t => t.Sum().Backward(retainGraph: true)).Should().Throw<InvalidOperationException>().WithMessage("*index 1*none*");
        }
    }

    [Fact]
    public void RegisterHook_OfAnAccumulator_GivesNothing_SoItReplacesNothing()
    {
        var x = Leaf(2);
        var node = Graph.GetGradientEdge(x).Node;
        var given = -1;
        using (node.RegisterHook((gradInputs, _) =>
        {
            given = gradInputs.Length;
            return [];
        }))
        {
            (x * 5).Backward();
        }
        given.Should().Be(0);
        x.Grad.Should().HaveValues(5);

        using (node.RegisterHook((_, gradOutputs) => [gradOutputs[0]]))
        {
            FluentActions.Invoking(() => (x * 5).Backward()).Should().Throw<InvalidOperationException>().WithMessage("*1 gradients*0*");
        }
    }

    [Fact]
    public void RegisterHook_OfAnAccumulator_RunsAfterTheGradientWasAdded()
    {
        var x = Leaf(2);
        var runs = 0;
        var node = Graph.GetGradientEdge(x).Node;
        node.RegisterHook((_, outputs) => runs += (int)outputs[0]!.Item<double>());

        (x * 5).Backward();

        runs.Should().Be(5);
    }

    [Fact]
    public void GetGradientEdge_StandsForTheTensor()
    {
        var x = Leaf(2);
        var halves = Torch.Cat([x, x * 3]).Split(1);
        var y = halves[1] * 5;

        var edge = Graph.GetGradientEdge(halves[1]);
        edge.Node.Should().Be(halves[1].GradFn);
        edge.OutputNr.Should().Be(1);
        edge.Should().Be(Graph.GetGradientEdge(halves[1]));
        Graph.GetGradientEdge(x).Node.Variable!.Item<double>().Should().Be(2);

        Autograd.Grad([Graph.GetGradientEdge(y)], [edge, x], retainGraph: true)[0].Should().HaveValues(5);
        Autograd.Grad([Graph.GetGradientEdge(y)], [edge, x], [Torch.Tensor([2.0])], retainGraph: true)[1].Should().HaveValues(30);
        Autograd.Backward([Graph.GetGradientEdge(y)]);
        x.Grad.Should().HaveValues(15);
    }

    [Fact]
    public void Edges_WhereNothingDependsOrFits_Throw()
    {
        var (x, other) = (Leaf(2, 3), Leaf(1));
        var edge = Graph.GetGradientEdge(x * 2);

        FluentActions.Invoking(() => Graph.GetGradientEdge(Torch.Tensor([1.0]))).Should().Throw<ArgumentException>().WithMessage("*does not require*");
        FluentActions.Invoking(() => Autograd.Grad([edge], [Graph.GetGradientEdge(x)])).Should().Throw<TorchException>().WithMessage("*scalar*");
        FluentActions.Invoking(() => Autograd.Grad([edge], [Graph.GetGradientEdge(other)], [Torch.OnesLike(x)], retainGraph: true)).Should().Throw<ArgumentException>().WithMessage("*input 0*allowUnused*");
        Autograd.Grad([edge], [Graph.GetGradientEdge(other)], [Torch.OnesLike(x)], allowUnused: true)[0].Should().BeNull();
    }

    [Fact]
    public void IncrementVersion_LetsBackwardNoticeAChange()
    {
        var x = Leaf(2);
        var y = x * 1;
        var z = y * y;

        Graph.IncrementVersion(y);

        y.Version.Should().Be(1);
        z.Invoking(t => t.Backward()).Should().Throw<TorchException>().WithMessage("*modified by an inplace operation*");
    }

    [Fact]
    public void RegisterMultiGradHook_All_RunsOnceWithTheGradientsOfThePass()
    {
        var (a, b, c) = (Leaf(2), Leaf(3), Leaf(4));
        var product = a * b;
        var runs = new List<double?[]>();
        using var handle = Graph.RegisterMultiGradHook([a, b, c, product], gradients => runs.Add([.. gradients.Select(gradient => gradient?.Item<double>())]));

        (product * 2).Backward(retainGraph: true);
        (product * c).Backward(retainGraph: true);
        Torch.Grad(product * c, a, retainGraph: true);
        handle.Dispose();
        product.Backward();

        runs.Should().HaveCount(3);
        runs[0].Should().Equal(6, 4, null, 2);
        runs[1].Should().Equal(12, 8, 6, 4);
        runs[2].Should().Equal(12, null, null, 4);
    }

    [Fact]
    public void RegisterMultiGradHook_Any_RunsWithTheFirst()
    {
        var (a, b) = (Leaf(2), Leaf(3));
        var product = a * b;
        var runs = new List<double?[]>();
        Graph.RegisterMultiGradHook([a, product], gradients => runs.Add([.. gradients.Select(gradient => gradient?.Item<double>())]), MultiGradHookMode.Any);

        product.Backward(retainGraph: true);
        product.Backward();

        runs.Should().HaveCount(2);
        runs[0].Should().Equal(null, 1);
        runs[1].Should().Equal(null, 1);
    }

    [Fact]
    public void RegisterMultiGradHook_CountsWhatHasNoGradient()
    {
        var (x, w) = (Leaf(2) * 1, Leaf(3) * 1);
        var function = Function.Create((_, a, b) => a * b, (_, g) => (null, g));
        var runs = new List<bool[]>();
        Graph.RegisterMultiGradHook([x, w], gradients => runs.Add(Array.ConvertAll(gradients, gradient => gradient is null)));

        function(x, w).Backward();

        runs.Should().ContainSingle().Which.Should().Equal(true, false);
    }

    [Fact]
    public void RegisterMultiGradHook_OfLeavesThatOnlyTheGraphHolds_CountsThem()
    {
        var runs = new List<double?[]>();
        var loss = Loss(runs);
        Settled();

        loss.Backward();

        runs.Should().ContainSingle().Which.Should().Equal(3, 2);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Tensor Loss(List<double?[]> runs)
        {
            var (a, b) = (Leaf(2), Leaf(3));
            Graph.RegisterMultiGradHook([a, b], gradients => runs.Add([.. gradients.Select(gradient => gradient?.Item<double>())]));
            return a * b;
        }
    }

    [Fact]
    public void RegisterMultiGradHook_OfUnfitTensors_Throws()
    {
        FluentActions.Invoking(() => Graph.RegisterMultiGradHook([], _ => { })).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Graph.RegisterMultiGradHook([Torch.Tensor([1.0])], _ => { })).Should().Throw<ArgumentException>().WithMessage("*require gradients*");
    }

    [Fact]
    public void RegisterMultiGradHook_IsFreedWithItsTensors()
    {
        var hook = Make();
        Settled();

        hook.IsAlive.Should().BeFalse();

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Make()
        {
            var x = Leaf(2);
            var counter = new List<Tensor?[]>();
            Graph.RegisterMultiGradHook([x, x * 2], _ => counter.Clear());
            return new WeakReference(counter);
        }
    }

    [Fact]
    public void SetWarnOnAccumulateGradStreamMismatch_CanBeSet()
    {
        Native.GetStreamMismatchWarning().Should().BeTrue();
        Graph.SetWarnOnAccumulateGradStreamMismatch(false);
        try
        {
            Native.GetStreamMismatchWarning().Should().BeFalse();
        }
        finally
        {
            Graph.SetWarnOnAccumulateGradStreamMismatch(true);
        }
    }
}
