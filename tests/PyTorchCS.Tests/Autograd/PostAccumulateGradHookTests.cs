using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class PostAccumulateGradHookTests : LeakCheck
{
    private static Tensor Leaf(params double[] values) => Torch.Tensor(values, requiresGrad: true);

    [Fact]
    public void RegisterPostAccumulateGradHook_RunsAfterTheGradientIsThere()
    {
        var x = Leaf(1, 2);
        var sums = new List<double>();
        var handle = x.RegisterPostAccumulateGradHook(leaf => sums.Add(leaf.Grad!.Sum().Item<double>()));

        (x * 2).Sum().Backward();
        (x * 3).Sum().Backward();
        handle.Dispose();
        (x * 3).Sum().Backward();

        sums.Should().Equal(4, 10);
    }

    [Fact]
    public void RegisterPostAccumulateGradHook_ReceivesTheRegisteredObject()
    {
        var parameter = new Parameter(Torch.Ones([2], dtype: DType.Float64));
        Tensor? received = null;
        var handle = parameter.RegisterPostAccumulateGradHook(leaf => received = leaf);

        (parameter * 2).Sum().Backward();

        received.Should().BeSameAs(parameter);
        handle.Dispose();
    }

    [Fact]
    public void RegisterPostAccumulateGradHook_WithoutTheObject_ReceivesAnother()
    {
        var sums = new List<double>();
        var loss = Loss();

        loss.Backward();

        sums.Should().Equal(6);

        Tensor Loss()
        {
            var x = Leaf(1, 2);
            x.RegisterPostAccumulateGradHook(leaf => sums.Add(leaf.Grad!.Sum().Item<double>()));
            var result = (x * 3).Sum();
            x.Dispose();
            return result;
        }
    }

    [Fact]
    public void RegisterPostAccumulateGradHook_MayUpdateAndDropTheGradient()
    {
        var x = Leaf(1, 2);
        x.RegisterPostAccumulateGradHook(leaf =>
        {
            using (Torch.NoGrad())
            {
                leaf.Sub_(leaf.Grad!);
            }
            leaf.Grad = null;
        });

        (x * 3).Sum().Backward();

        x.Should().HaveValues(-2, -1);
        x.Grad.Should().BeNull();
    }

    [Fact]
    public void RegisterPostAccumulateGradHook_OfANonLeaf_Throws()
    {
        var y = Leaf(1) * 2;

        var act = () => y.RegisterPostAccumulateGradHook(_ => { });

        act.Should().Throw<TorchException>().WithMessage("*non-leaf*");
    }

    [Fact]
    public void Backward_WhereAPostAccumulateHookThrows_ThrowsTheSameException()
    {
        var x = Leaf(1);
        var thrown = new TimeoutException();
        x.RegisterPostAccumulateGradHook(_ => throw thrown);

        x.Invoking(t => (t * 2).Backward()).Should().Throw<TimeoutException>().Which.Should().BeSameAs(thrown);
    }
}
