using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class TensorHooksTests : LeakCheck
{
    private static Tensor Leaf(params double[] values) => Torch.Tensor(values, requiresGrad: true);

    [Fact]
    public void RegisterHook_WhileHooksOfTheSameNodeRun_IsSafe()
    {
        var x = Torch.Arange(6, dtype: DType.Float64, requiresGrad: true);
        var parts = x.Chunk(6);
        var count = new int[6];
        RegisterMore(parts, count);
        parts[1].RegisterHook(gradient => gradient * 2);

        Torch.Stack(parts).Sum().Backward();

        count.Should().Equal(1, 0, 0, 0, 0, 0);
        x.Grad.Should().HaveValues(1, 2, 1, 1, 1, 1);

        // A method of its own, so that no hook holds what another one uses.
        static void RegisterMore(Tensor[] parts, int[] count)
        {
            var others = parts[2..];
            parts[0].RegisterHook(_ =>
            {
                count[0]++;
                for (var i = 0; i < others.Length; i++)
                {
                    others[i].RegisterHook(_ => { }).Dispose();
                }
                others = [];
            });
        }
    }

    [Fact]
    public void RegisterHook_OfALeaf_ReceivesTheGradient()
    {
        var x = Leaf(1, 2);
        var seen = new List<double[]>();
        x.RegisterHook(gradient => seen.Add(gradient.ToArray<double>()));

        (x * x).Sum().Backward();
        (x * 5).Sum().Backward();

        seen.Should().HaveCount(2);
        seen[0].Should().Equal(2, 4);
        seen[1].Should().Equal(5, 5);
        x.Grad.Should().HaveValues(7, 9);
    }

    [Fact]
    public void RegisterHook_ThatReturnsAGradient_ReplacesIt()
    {
        var x = Leaf(1, 2);
        x.RegisterHook(gradient => gradient * 10);

        (x * x).Sum().Backward();

        x.Grad.Should().HaveValues(20, 40);
    }

    [Fact]
    public void RegisterHook_ThatReturnsNull_KeepsTheGradient()
    {
        var x = Leaf(1, 2);
        x.RegisterHook(Tensor? (_) => null);

        (x * x).Sum().Backward();

        x.Grad.Should().HaveValues(2, 4);
    }

    [Fact]
    public void RegisterHook_OfAnIntermediate_ChangesWhatFlowsOn()
    {
        var x = Leaf(1, 2);
        var y = x * 3;
        y.RegisterHook(gradient => gradient * 2);

        (y * y).Sum().Backward();

        x.Grad.Should().HaveValues(2 * 2 * 3 * 3, 2 * 2 * 6 * 3);
    }

    [Fact]
    public void RegisterHook_Several_RunInOrder_EachOnWhatTheOneBeforeMade()
    {
        var x = Leaf(1);
        var seen = new List<double>();
        x.RegisterHook(gradient => seen.Add(gradient.Item<double>()));
        x.RegisterHook(gradient => gradient + 1);
        x.RegisterHook(gradient => gradient * 10);
        x.RegisterHook(gradient => seen.Add(gradient.Item<double>()));

        (x * 2).Backward();

        seen.Should().Equal(2, 30);
        x.Grad.Should().HaveValues(30);
    }

    [Fact]
    public void RegisterHook_OfOneOfSeveralResults_SeesItsGradientOnly()
    {
        var x = Leaf(1, 2, 3, 4);
        var halves = x.Split(2);
        halves[1].RegisterHook(gradient => gradient * 10);

        (halves[0] * 2).Sum().Backward(retainGraph: true);
        x.Grad.Should().HaveValues(2, 2, 0, 0);
        (halves[1] * 2).Sum().Backward();

        x.Grad.Should().HaveValues(2, 2, 20, 20);
    }

    [Fact]
    public void RegisterHook_IsSeenByTorchGrad()
    {
        var x = Leaf(3);
        x.RegisterHook(gradient => gradient * 2);

        Torch.Grad(x * x, x).Should().HaveValues(12);
    }

    [Fact]
    public void RegisterHook_UnderCreateGraph_IsDifferentiated()
    {
        var x = Leaf(3);
        var y = x * 1;
        var handle = y.RegisterHook(gradient => gradient * y.Detach() * x);

        var first = Torch.Grad(y * y, x, createGraph: true);
        handle.Dispose();
        var second = Torch.Grad(first, x);

        first.Should().HaveValues(2 * 3 * 3 * 3);
        second.Should().HaveValues((2 * 3 * 3) + (2 * 3 * 3));
    }

    [Fact]
    public void RegisterHook_Disposed_RunsNoMore()
    {
        var x = Leaf(1);
        var (first, second) = (0, 0);
        var handle = x.RegisterHook(_ => { first++; });
        x.RegisterHook(_ => { second++; });

        (x * 2).Backward();
        handle.Dispose();
        handle.Dispose();
        (x * 2).Backward();

        (first, second).Should().Be((1, 2));
    }

    [Fact]
    public void RegisterHook_ThatRemovesItselfAndAddsAnother_MayDoSo()
    {
        var x = Leaf(1);
        var (first, second) = (0, 0);
        var handles = new List<IDisposable>();
        handles.Add(x.RegisterHook(_ =>
        {
            first++;
            handles[0].Dispose();
            for (var i = 0; i < 100; i++)
            {
                handles.Add(x.RegisterHook(_ => { second++; }));
            }
        }));

        (x * 2).Backward();
        (first, second).Should().Be((1, 0), "the hooks of a run are those at its start");
        (x * 2).Backward();

        (first, second).Should().Be((1, 100));
        // They refer to their own tensor.
        handles.ForEach(handle => handle.Dispose());
    }

    [Fact]
    public void RegisterHook_OfAnotherShape_Throws()
    {
        var x = Leaf(1, 2);
        x.RegisterHook(gradient => gradient.Sum());

        var act = () => (x * 2).Sum().Backward();

        act.Should().Throw<TorchException>().WithMessage("*changed the size of value*").Which.Operation.Should().Be("register_hook");
    }

    [Fact]
    public void RegisterHook_OfAnotherDType_Throws()
    {
        var x = Leaf(1, 2);
        x.RegisterHook(gradient => gradient.To(DType.Float32));

        var act = () => (x * 2).Sum().Backward();

        act.Should().Throw<TorchException>().WithMessage("*changed the type of value*");
    }

    [Fact]
    public void RegisterHook_WithoutGradient_Throws()
    {
        var act = () => Torch.Ones(1).RegisterHook(_ => { });

        act.Should().Throw<TorchException>().WithMessage("*doesn't require gradient*");
    }

    [Fact]
    public void RegisterHook_OfNull_Throws()
    {
        var x = Leaf(1);

        x.Invoking(t => t.RegisterHook((Action<Tensor>)null!)).Should().Throw<ArgumentNullException>();
        x.Invoking(t => t.RegisterHook((Func<Tensor, Tensor?>)null!)).Should().Throw<ArgumentNullException>();
        x.Invoking(t => t.RegisterPostAccumulateGradHook(null!)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void RegisterHook_OfTheOldValue_StaysWithItAfterAnInPlaceChange()
    {
        var x = Leaf(1, 2);
        var y = x * 3;
        var seen = new List<double[]>();
        y.RegisterHook(gradient => seen.Add(gradient.ToArray<double>()));
        y.Mul_(2);
        y.RegisterHook(gradient => seen.Add(gradient.ToArray<double>()));

        y.Sum().Backward();

        seen.Should().HaveCount(2);
        seen[0].Should().Equal(1, 1);
        seen[1].Should().Equal(2, 2);
    }

    [Fact]
    public void Backward_WhereAHookThrows_ThrowsTheSameException()
    {
        var x = Leaf(1);
        var thrown = new InvalidOperationException("the hook says no");
        x.RegisterHook(void (_) => throw thrown);

        x.Invoking(t => (t * 2).Backward()).Should().Throw<InvalidOperationException>().Which.Should().BeSameAs(thrown);
        thrown.StackTrace.Should().Contain(nameof(Backward_WhereAHookThrows_ThrowsTheSameException));
        x.Grad.Should().BeNull();
    }

    [Fact]
    public void Grad_WhereAHookFailsInTheLibrary_ThrowsItsTorchException()
    {
        var x = Leaf(1);
        x.RegisterHook(gradient => gradient.Matmul(Torch.Ones([2, 2], dtype: DType.Float64)));

        var act = () => Torch.Grad(x * 2, x);

        act.Should().Throw<TorchException>().Which.Operation.Should().Be("matmul");
    }

    [Fact]
    public void Backward_AfterAHookThrew_WorksAgain()
    {
        var x = Leaf(1);
        var handle = x.RegisterHook(void (_) => throw new InvalidOperationException());
        x.Invoking(t => (t * 2).Backward()).Should().Throw<InvalidOperationException>();

        handle.Dispose();
        (x * 2).Backward();

        x.Grad.Should().HaveValues(2);
    }

    [Fact]
    public void RegisterHook_ThatRunsABackwardPass_MayDoSo()
    {
        var x = Leaf(3);
        var inner = Leaf(5);
        x.RegisterHook(gradient =>
        {
            using var enabled = Torch.EnableGrad();
            (inner * inner * gradient).Backward();
            return inner.Grad;
        });

        (x * 2).Backward();

        x.Grad.Should().HaveValues(20);
    }

    [Fact]
    public void Backward_NestedDeeply_GoesOverToThreadsOfLibTorch_AndThrowsTheSameException()
    {
        var thrown = new TimeoutException();
        var threads = new HashSet<int>();

        var act = () => Nest(100);

        act.Should().Throw<TimeoutException>().Which.Should().BeSameAs(thrown);
        threads.Should().HaveCountGreaterThan(1);

        void Nest(int depth)
        {
            threads.Add(Environment.CurrentManagedThreadId);
            if (depth == 0)
            {
                throw thrown;
            }
            using var enabled = Torch.EnableGrad();
            var x = Leaf(1);
            x.RegisterHook(void (_) => Nest(depth - 1));
            (x * 2).Backward();
        }
    }
}
