using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class FuncVmapTests : LeakCheck
{
    private static Tensor Table => Torch.Arange(6, dtype: DType.Float64).Reshape(2, 3);

    [Fact]
    public void Vmap_GoesOverTheFirstDimension()
    {
        var seen = Array.Empty<long>();

        var result = Func.Vmap(row =>
        {
            seen = row.Shape;
            return row.Sum();
        })(Table);

        result.Should().HaveValues(3, 12);
        seen.Should().Equal(3);
    }

    [Fact]
    public void Vmap_OverOtherDimensions_PutsThemWhereAsked()
    {
        Func.Vmap(column => column * 2, inDims: 1)(Table).Should().BeEqualTo(Table.T * 2);
        Func.Vmap(column => column * 2, inDims: -1, outDims: -1)(Table).Should().BeEqualTo(Table * 2);
        Func.Vmap(row => row, outDims: 1)(Table).Should().BeEqualTo(Table.T);
    }

    [Fact]
    public void Vmap_WithAnArgumentForAll_BroadcastsIt()
    {
        var weight = Torch.Tensor([1.0, 10, 100]);

        Func.Vmap((row, w) => (row * w).Sum(), [0, null])(Table, weight).Should().HaveValues(210, 543);
        Func.Vmap((x, y, z) => x * y + z, [0, null, null])(Table, weight, weight).Should().BeEqualTo((Table * weight) + weight);
    }

    [Fact]
    public void Vmap_CalledAgainWithAnotherRank_CountsFromTheEndAnew()
    {
        var last = Func.Vmap((a, b) => a + b, [-1, -1]);

        last(Table, Table).Should().HaveShape(3, 2);
        last(Torch.Ones([2, 4, 5]), Torch.Ones([2, 4, 5])).Should().HaveShape(5, 2, 4);
    }

    [Fact]
    public void Vmap_OfAConstant_RepeatsIt()
    {
        Func.Vmap(_ => Torch.Tensor([1.0, 2]))(Table).Should().HaveValues(1, 2, 1, 2);
        Func.Vmap(_ => Torch.Tensor([1.0, 2]), outDims: 1)(Table).Should().HaveValues(1, 1, 2, 2);
        Func.Vmap(a => [Torch.Tensor([1.0, 2])], outDims: [null])([Table])[0].Should().HaveValues(1, 2);
    }

    [Fact]
    public void Vmap_InChunks_GivesTheSame()
    {
        var x = Torch.Arange(14, dtype: DType.Float64).Reshape(7, 2);
        foreach (var chunkSize in new long[] { 1, 3, 7, 10 })
        {
            Func.Vmap(row => row.Square(), outDims: 1, chunkSize: chunkSize)(x).Should().BeEqualTo(x.Square().T);
        }
    }

    [Fact]
    public void Vmap_OfMatrixProducts_IsTheBatchedProduct()
    {
        Torch.ManualSeed(0);
        var (a, b) = (Torch.Randn([4, 2, 3], dtype: DType.Float64), Torch.Randn([4, 3, 5], dtype: DType.Float64));

        Func.Vmap((x, y) => x.Mm(y))(a, b).Should().BeCloseTo(Torch.Bmm(a, b));
    }

    [Fact]
    public void Vmap_WithRandomNumbers_NeedsToBeToldWhich()
    {
        var x = Torch.Zeros([3, 4]);
        static Tensor Noise(Tensor row) => row + Torch.RandLike(row);

        FluentActions.Invoking(() => Func.Vmap(Noise)(x)).Should().Throw<TorchException>().WithMessage("*random*");
        var different = Func.Vmap(Noise, randomness: VmapRandomness.Different)(x);
        different[0].Equal(different[1]).Should().BeFalse();
        var same = Func.Vmap(row => row + Torch.Rand(4), randomness: VmapRandomness.Same)(x);
        same[0].Equal(same[1]).Should().BeTrue();
        var chunks = Func.Vmap(row => row + Torch.Rand(4), randomness: VmapRandomness.Same, chunkSize: 1)(x);
        chunks[0].Equal(chunks[2]).Should().BeTrue();
    }

    [Fact]
    public void Vmap_ReadingAValue_ThrowsWhatLibTorchSays()
    {
        FluentActions.Invoking(() => Func.Vmap(row => row.Sum().Item<double>() > 0 ? row : -row)(Table))
            .Should().Throw<TorchException>().WithMessage("*vmap*.Item()*");
        FluentActions.Invoking(() => Func.Vmap(row => Torch.Tensor(row.ToArray<double>()))(Table)).Should().Throw<TorchException>().WithMessage("*Func.DebugUnwrap*");
        Func.Vmap(row => -row)(Table).Should().BeEqualTo(-Table);
    }

    [Fact]
    public void Vmap_ChangingACapturedTensor_Throws()
    {
        var total = Torch.Zeros([3], dtype: DType.Float64);

        FluentActions.Invoking(() => Func.Vmap(row => total.Mul_(row))(Table)).Should().Throw<TorchException>().WithMessage("*vmap: inplace*not possible*");

        total.Should().HaveValues(0, 0, 0);
    }

    [Fact]
    public void Vmap_OfWrongArguments_Throws()
    {
        FluentActions.Invoking(() => Func.Vmap((a, b) => a + b)(Table, Torch.Ones([3, 2]))).Should().Throw<ArgumentException>().WithMessage("*different sizes: 2, and 3*");
        FluentActions.Invoking(() => Func.Vmap(a => a, inDims: 2)(Table)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*no such dimension*");
        FluentActions.Invoking(() => Func.Vmap(a => a, outDims: 3)(Table)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Func.Vmap(a => a)(Torch.Tensor(1.0))).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Func.Vmap((a, b) => a, [null, null])(Table, Table)).Should().Throw<ArgumentException>().WithMessage("*no argument*");
        FluentActions.Invoking(() => Func.Vmap(a => [a[0]], outDims: [null])([Table])).Should().Throw<ArgumentException>().WithMessage("*depends on the slice*");
        FluentActions.Invoking(() => Func.Vmap(a => a, chunkSize: 0)).Should().Throw<ArgumentOutOfRangeException>();
        Interop.Native.LayerDepth().Should().Be(0);
    }

    [Fact]
    public void Vmap_InsideATransformedFunction_SeesTheGradients()
    {
        var x = Torch.Tensor([[1.0, 2], [3, 4]], requiresGrad: true);

        Func.Vmap(row => row.Square().Sum())(x).Sum().Backward();

        x.Grad.Should().HaveValues(2, 4, 6, 8);
    }

    [Fact]
    public void DebugUnwrap_ShowsWhatLiesInside()
    {
        Tensor? inside = null;
        Tensor? one = null;
        var x = Table;
        Func.Vmap(Func.Grad(row =>
        {
            inside = Func.DebugUnwrap(row);
            one = Func.DebugUnwrap(row, recurse: false);
            return row.Sum();
        }))(x);

        inside.Should().BeEqualTo(x);
        one!.Ndim.Should().Be(1);
        Func.DebugUnwrap(x).Should().BeSameAs(x);
    }

    [Fact]
    public void ToString_InsideATransform_ShowsTheLayers()
    {
        var texts = new List<string>();
        Func.Vmap(Func.Grad(element =>
        {
            texts.Add(element.ToString());
            return element * 2;
        }))(Torch.Tensor([1.0, 2]));

        texts.Should().Equal(
            """
            GradTrackingTensor(lvl=2, value=
                BatchedTensor(lvl=1, bdim=0, value=
                    tensor([1., 2.], dtype=torch.float64)
                )
            )
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void ToString_OfWhatHasLeftItsTransform_ShowsWhatLiesInIt()
    {
        Tensor? batched = null;
        Tensor? recorded = null;
        Func.Vmap(row => (batched = row * 2).Sum())(Torch.Tensor([[1.0, 2]]));
        Func.Grad(x => (recorded = x * 3).Sum())(Torch.Tensor([1.0]));

        batched!.ToString().Should().StartWith("BatchedTensor(lvl=1, bdim=0, value=").And.Contain("tensor([[2., 4.]], dtype=torch.float64)");
        Func.DebugUnwrap(batched).Should().HaveValues(2, 4);
        FluentActions.Invoking(() => batched.ToArray<double>()).Should().Throw<TorchException>().WithMessage("*Func.DebugUnwrap*");
        recorded!.ToString().Should().Contain("tensor([3.], dtype=torch.float64");
        recorded.ToArray<double>().Should().Equal(3);
    }

    [Fact]
    public void Vmap_OfAMethodWithAnOutput_TakesTheOneOfTwoTensors() =>
        Func.Vmap(Torch.Dot)(Table, Table).Should().HaveValues(5, 50);

    [Fact]
    public void Transforms_RefuseHooksOnSavedTensors()
    {
        using (Graph.SaveOnCpu())
        {
            FluentActions.Invoking(() => Func.Grad(t => t.Sum())(Table)).Should().Throw<InvalidOperationException>().WithMessage("*hooks*");
        }
        FluentActions.Invoking(() => Func.Vmap(row =>
        {
            using var hooks = Graph.SaveOnCpu();
            return row;
        })(Table)).Should().Throw<InvalidOperationException>().WithMessage("*hooks*");
        Interop.Native.LayerDepth().Should().Be(0);
    }
}
