using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class TensorDataTests : LeakCheck
{
    [Fact]
    public void ToArray_OfAView_FollowsItsStrides()
    {
        var x = Torch.Arange(6).Reshape(2, 3);

        x.T.ToArray<long>().Should().Equal(0, 3, 1, 4, 2, 5);
        x[.., Slice(step: 2)].ToArray<long>().Should().Equal(0, 2, 3, 5);
        x[1, 1..].ToArray<long>().Should().Equal(4, 5);
    }

    [Fact]
    public void ToArray_OfAnExpandedTensor_RepeatsElements() => Torch.Tensor([7f]).Expand(3).ToArray<float>().Should().Equal(7, 7, 7);

    [Fact]
    public void ToArray_OfEveryElementType_RoundTrips()
    {
        Torch.Tensor([1.5f]).ToArray<float>().Should().Equal(1.5f);
        Torch.Tensor([1.5d]).ToArray<double>().Should().Equal(1.5);
        Torch.Tensor([-1L]).ToArray<long>().Should().Equal(-1);
        Torch.Tensor([-1]).ToArray<int>().Should().Equal(-1);
        Torch.Tensor(new short[] { -1 }).ToArray<short>().Should().Equal(-1);
        Torch.Tensor(new sbyte[] { -1 }).ToArray<sbyte>().Should().Equal(-1);
        Torch.Tensor(new byte[] { 200 }).ToArray<byte>().Should().Equal(200);
        Torch.Tensor([true, false]).ToArray<bool>().Should().Equal(true, false);
        Torch.Tensor([(Half)0.25f]).ToArray<Half>().Should().Equal((Half)0.25f);
        Torch.Tensor([(BFloat16)0.25f]).ToArray<BFloat16>().Should().Equal((BFloat16)0.25f);
        Torch.Tensor(new ushort[] { 65535 }).ToArray<ushort>().Should().Equal(65535);
        Torch.Tensor(new uint[] { uint.MaxValue }).ToArray<uint>().Should().Equal(uint.MaxValue);
        Torch.Tensor(new ulong[] { ulong.MaxValue }).ToArray<ulong>().Should().Equal(ulong.MaxValue);
        Torch.Tensor([new System.Numerics.Complex(1, -2)]).ToArray<System.Numerics.Complex>().Should().Equal(new System.Numerics.Complex(1, -2));
    }

    [Fact]
    public void ToArray_OfAnotherType_Throws()
    {
        var x = Torch.Ones(2);

        var act = () => x.ToArray<double>();

        act.Should().Throw<ArgumentException>().WithMessage("*float32*");
    }

    [Fact]
    public void ToArray_OfNothing_IsEmpty() => Torch.Zeros(0, 3).ToArray<float>().Should().BeEmpty();

    [Fact]
    public void ToArray_OfATensorWithGradient_Works() => Torch.Ones([1], requiresGrad: true).ToArray<float>().Should().Equal(1);

    [Fact]
    public void CopyTo_FillsTheSpan()
    {
        var target = new float[5];

        Torch.Tensor([1f, 2f]).CopyTo(target.AsSpan(1));

        target.Should().Equal(0, 1, 2, 0, 0);
    }

    [Fact]
    public void CopyTo_TooLittleMemory_Throws()
    {
        var x = Torch.Tensor([1f, 2f]);

        var act = () => x.CopyTo(new float[1].AsSpan());

        act.Should().Throw<ArgumentException>().WithMessage("*2*");
    }

    [Fact]
    public void Item_ReadsTheOneElement()
    {
        Torch.Tensor([[2.5f]]).Item<float>().Should().Be(2.5f);
        Torch.Tensor(3L).Item<long>().Should().Be(3);
        Torch.Tensor(true).Item<bool>().Should().BeTrue();
    }

    [Fact]
    public void Item_OfAnotherTypeThatHoldsTheValue_Converts()
    {
        Torch.Tensor(2.5f).Item<double>().Should().Be(2.5);
        Torch.Tensor(3).Item<long>().Should().Be(3);
    }

    [Fact]
    public void Item_OfAFractionAsWholeNumber_Throws()
    {
        var x = Torch.Tensor(2.5f);

        var act = () => x.Item<long>();

        act.Should().Throw<InvalidOperationException>().WithMessage("2.5 is not a whole number*Int64*");
        FluentActions.Invoking(() => Torch.Tensor(double.NaN).Item<int>()).Should().Throw<InvalidOperationException>().WithMessage("NaN is not a whole number*Int32*");
    }

    [Fact]
    public void Item_OfAWholeFloatingPointNumber_IsThatNumber()
    {
        Torch.Tensor(3.0).Item<int>().Should().Be(3);
        Torch.Ones(2).Sum().Item<long>().Should().Be(2);
        Torch.Tensor(-0.0f).Item<byte>().Should().Be(0);
        Torch.Tensor(9007199254740992.0).Item<ulong>().Should().Be(9007199254740992);
        FluentActions.Invoking(() => Torch.Tensor(1e10).Item<int>()).Should().Throw<InvalidOperationException>().WithMessage("*Int32*");
        FluentActions.Invoking(() => Torch.Tensor(double.PositiveInfinity).Item<long>()).Should().Throw<InvalidOperationException>().WithMessage("*does not fit*Int64*");
    }

    [Fact]
    public void Item_OfANumberThatDoesNotFit_Throws()
    {
        var large = Torch.Tensor(1L << 40);
        var negative = Torch.Tensor(-1L);

        FluentActions.Invoking(() => large.Item<int>()).Should().Throw<InvalidOperationException>().WithMessage("*1099511627776*Int32*");
        FluentActions.Invoking(() => negative.Item<byte>()).Should().Throw<InvalidOperationException>().WithMessage("*-1*Byte*");
        FluentActions.Invoking(() => negative.Item<ulong>()).Should().Throw<InvalidOperationException>().WithMessage("*-1*UInt64*");
    }

    [Fact]
    public void Item_WithoutType_KnowsItsKind()
    {
        Torch.Tensor(2L).Item().IsIntegral.Should().BeTrue();
        Torch.Tensor(2f).Item().IsFloatingPoint.Should().BeTrue();
        Torch.Tensor(true).Item().IsBoolean.Should().BeTrue();
    }

    [Fact]
    public void Item_OfSeveralElements_Throws()
    {
        var x = Torch.Ones(2);

        var act = () => x.Item<float>();

        act.Should().Throw<Exception>().Which.Message.Should().Contain("2");
    }

    [Fact]
    public void Clone_IsIndependent()
    {
        var x = Torch.Zeros(2);
        var copy = x.Clone();

        copy.Fill_(1);

        x.Should().HaveValues(0, 0);
    }

    [Fact]
    public void Copy__Broadcasts_AndConverts()
    {
        var x = Torch.Zeros(2, 2);

        x.Copy_(Torch.Tensor([1L, 2L]));

        x.Should().HaveValues(1, 2, 1, 2);
    }

    [Fact]
    public void To_TheSameType_GivesTheValues()
    {
        Torch.Tensor([1.9f, -1.9f]).To(DType.Int32).Should().HaveDType(DType.Int32).And.HaveValues(1, -1);
        Torch.Ones(1).Double().Should().HaveDType(DType.Float64);
        Torch.Ones(1).Long().Should().HaveDType(DType.Int64);
        Torch.Ones(1).Bool().Should().HaveDType(DType.Bool);
        Torch.Ones([1], dtype: DType.Float64).Float().Should().HaveDType(DType.Float32);
    }

    [Fact]
    public void To_WithCopy_IsIndependent()
    {
        var x = Torch.Zeros(1);

        x.To(dtype: DType.Float32, copy: true).Fill_(5);

        x.Should().HaveValues(0);
    }

    [Fact]
    public void To_Meta_HasShapeOnly()
    {
        var x = Torch.Ones(2, 3).To(Device.Meta);

        x.IsMeta.Should().BeTrue();
        x.Should().HaveShape(2, 3);
    }

    [Fact]
    public void Copies_OfWhatHasNoElements_NameTheTensor()
    {
        var sparse = Torch.Eye(2).ToSparse();

        FluentActions.Invoking(() => sparse.ToArray<float>()).Should().Throw<TorchException>().WithMessage("ToArray*float32 [2, 2]*");
        FluentActions.Invoking(() => sparse.CopyTo(new float[4].AsSpan())).Should().Throw<TorchException>().WithMessage("CopyTo*float32 [2, 2]*");
        FluentActions.Invoking(() => sparse.Strides).Should().Throw<InvalidOperationException>().WithMessage("stride*float32 [2, 2]*SparseCoo*");
        FluentActions.Invoking(() => Torch.Tensor(1f).Size(0)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("size: there is no dimension in float32 []*");
    }
}
