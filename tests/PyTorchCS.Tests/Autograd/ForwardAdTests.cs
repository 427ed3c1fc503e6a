using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class ForwardAdTests : LeakCheck
{
    private static Tensor Vector => Torch.Tensor([1.0, 2, 3]);

    [Fact]
    public void MakeDual_CarriesTheTangentThroughOperations()
    {
        using var level = ForwardAd.DualLevel();
        var dual = ForwardAd.MakeDual(Vector, Torch.Tensor([1.0, 10, 100]));

        var (primal, tangent) = ForwardAd.UnpackDual(dual.Pow(3));

        primal.Should().HaveValues(1, 8, 27);
        tangent.Should().HaveValues(3, 120, 2700);
    }

    [Fact]
    public void UnpackDual_OfAPlainTensor_HasNoTangent()
    {
        var x = Vector;
        ForwardAd.UnpackDual(x).Should().Be(new UnpackedDualTensor(x, null));
        using var level = ForwardAd.DualLevel();

        ForwardAd.UnpackDual(x).Primal.Should().BeEqualTo(x);
        ForwardAd.UnpackDual(x).Tangent.Should().BeNull();
    }

    [Fact]
    public void Tangents_EndWithTheLevel()
    {
        Tensor dual;
        using (ForwardAd.DualLevel())
        {
            dual = ForwardAd.MakeDual(Vector, Vector);
        }

        using var other = ForwardAd.DualLevel();
        ForwardAd.UnpackDual(dual).Tangent.Should().BeNull();
    }

    [Fact]
    public void Tangents_ArePartOfTheGraph()
    {
        var x = Torch.Tensor([1.0, 2], requiresGrad: true);
        using var level = ForwardAd.DualLevel();

        var tangent = ForwardAd.UnpackDual(ForwardAd.MakeDual(x, Torch.Ones([2], dtype: DType.Float64)).Pow(3)).Tangent!;
        tangent.Sum().Backward();

        tangent.Should().HaveValues(3, 12);
        x.Grad.Should().HaveValues(6, 12);
    }

    [Fact]
    public void Levels_AreEnteredAndExitedByHandToo()
    {
        var level = ForwardAd.EnterDualLevel();
        ForwardAd.UnpackDual(ForwardAd.MakeDual(Vector, Vector, level) * 2, level).Tangent.Should().HaveValues(2, 4, 6);
        ForwardAd.ExitDualLevel(level);

        FluentActions.Invoking(() => ForwardAd.ExitDualLevel()).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Misuse_Throws()
    {
        FluentActions.Invoking(() => ForwardAd.MakeDual(Vector, Vector)).Should().Throw<InvalidOperationException>().WithMessage("*no level*");
        using var level = ForwardAd.DualLevel();
        FluentActions.Invoking(() => ForwardAd.EnterDualLevel()).Should().Throw<InvalidOperationException>().WithMessage("*nested*");
        FluentActions.Invoking(() => ForwardAd.ExitDualLevel(1)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => ForwardAd.MakeDual(Torch.Tensor([1L]), Torch.Tensor([1L]))).Should().Throw<ArgumentException>().WithMessage("*floating-point*Int64*");
        FluentActions.Invoking(() => ForwardAd.MakeDual(Vector, Torch.Ones([2], dtype: DType.Float64))).Should().Throw<TorchException>();
        FluentActions.Invoking(() => ForwardAd.MakeDual(null!, Vector)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Levels_OfSeveralThreads_DoNotEndEachOther() =>
        Parallel.For(0, 16, i =>
        {
            using var level = ForwardAd.DualLevel();
            var dual = ForwardAd.MakeDual(Torch.Tensor([1.0 + i]), Torch.Tensor([1.0]));
            Thread.Yield();
            ForwardAd.UnpackDual(dual * dual).Tangent.Should().HaveValues(2 + (2.0 * i));
        });
}
