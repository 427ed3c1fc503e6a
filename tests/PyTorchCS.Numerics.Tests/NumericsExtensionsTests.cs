using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using FluentAssertions;
using PyTorchCS.Testing;
using Xunit;
using NumericsTensor = System.Numerics.Tensors.Tensor;

namespace PyTorchCS.Numerics.Tests;

public sealed class NumericsExtensionsTests : LeakCheck
{
    [Fact]
    public void ToNumericsTensor_HasShapeAndElements()
    {
        var x = Torch.Arange(6).Reshape(2, 3);

        var copy = x.T.ToNumericsTensor<long>();
        copy[0, 1] = 30;

        copy.Lengths.ToArray().Should().Equal(3, 2);
        copy[2, 1].Should().Be(5);
        x[1, 0].Item<long>().Should().Be(3, "it is a copy");
    }

    [Fact]
    public void ToNumericsTensor_WithoutDimensions_HasOneElement()
    {
        var copy = Torch.Tensor(2.5f).ToNumericsTensor<float>();

        copy.FlattenedLength.Should().Be(1);
        copy[0].Should().Be(2.5f);
    }

    [Fact]
    public void AsTensorSpan_SharesTheElements()
    {
        using var x = Torch.Zeros(2, 3);

        var span = x.AsTensorSpan<float>();
        span[1, 2] = 5;
        NumericsTensor.Add<float>(span, 1f, span);

        x.Should().HaveValues(1, 1, 1, 1, 1, 6);
    }

    [Fact]
    public void AsTensorSpan_OfWhatHasNoPlainElements_Throws()
    {
        var x = Torch.Zeros(2, 3);

        FluentActions.Invoking(() => x.T.AsTensorSpan<float>().Rank).Should().Throw<TorchException>().WithMessage("*Contiguous*");
        FluentActions.Invoking(() => x.AsTensorSpan<int>().Rank).Should().Throw<ArgumentException>().WithMessage("*Int32*");
        FluentActions.Invoking(() => x.ToNumericsTensor<double>()).Should().Throw<ArgumentException>().WithMessage("*Double*");
    }

    [Fact]
    public void ToTorch_Copies()
    {
        var source = NumericsTensor.Create<double>([1, 2, 3, 4, 5, 6], [2, 3]);

        var x = source.ToTorch();
        x[0].Fill_(0);

        x.Should().HaveShape(2, 3).And.HaveDType(DType.Float64).And.HaveValues(0, 0, 0, 4, 5, 6);
        source[0, 1].Should().Be(2);
    }

    [Fact]
    public void ToTorch_OfASlice_FollowsItsStrides()
    {
        var source = NumericsTensor.Create<int>([0, 1, 2, 3, 4, 5], [2, 3]);

        var part = source.Slice([0..2, 1..3]);

        part.ToTorch().Should().HaveShape(2, 2).And.HaveValues(1, 2, 4, 5);
        part.AsReadOnlyTensorSpan().ToTorch().Should().HaveValues(1, 2, 4, 5);
    }

    [Fact]
    public void AsTorch_SharesTheElements()
    {
        var source = NumericsTensor.Create<float>([0, 1, 2, 3, 4, 5], [2, 3]);

        var x = source.AsTorch();
        source[1, 1] = 40;
        x[0].Fill_(9);

        x.Should().HaveShape(2, 3).And.HaveValues(9, 9, 9, 3, 40, 5);
        source[0, 2].Should().Be(9);
    }

    [Fact]
    public void AsTorch_OfASlice_SharesItToo()
    {
        var source = NumericsTensor.Create<long>([0, 1, 2, 3, 4, 5], [2, 3]);

        var x = source.Slice([0..2, 1..3]).AsTorch();
        x.Fill_(-1);

        x.Strides.Should().Equal(3, 1);
        source.ToArray().Should().Equal(0, -1, -1, 3, -1, -1);
    }

    [Fact]
    public void AsTorch_WithGradient_IsALeaf()
    {
        var x = NumericsTensor.Create<float>([1, 2]).AsTorch(requiresGrad: true);

        (x * x).Sum().Backward();

        x.Grad.Should().HaveValues(2, 4);
    }

    [Fact]
    public void AsTorch_UnderACollectingThread_KeepsTheElements_AndFreesThem()
    {
        var sources = new List<WeakReference>();
        using (var pressure = new GcPressure())
        {
            for (var i = 0; i < 1000; i++)
            {
                sources.Add(Use(i));
            }

            pressure.Rounds.Should().BePositive();
        }

        Settled();

        sources.Should().OnlyContain(source => !source.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Use(int value)
        {
            var (source, x) = Make(value);
            x.Sum().Item<double>().Should().Be(1000.0 * value);
            return source;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (WeakReference, Tensor) Make(int value)
        {
            var array = new double[1000];
            Array.Fill(array, value);
            return (new WeakReference(array), NumericsTensor.Create(array, [10, 100]).AsTorch());
        }
    }

    [Fact]
    public void Elements_WithoutADType_AreRefused()
    {
        var source = NumericsTensor.Create<decimal>([1m]);

        FluentActions.Invoking(() => source.AsTorch()).Should().Throw<ArgumentException>().WithMessage("AsTorch*Decimal*");
        FluentActions.Invoking(() => source.ToTorch()).Should().Throw<ArgumentException>().WithMessage("ToTorch*Decimal*");
    }

    [Fact]
    public void Empty_StaysEmpty()
    {
        Torch.Zeros(0, 3).ToNumericsTensor<float>().FlattenedLength.Should().Be(0);
        NumericsTensor.CreateFromShape<float>([0, 3]).ToTorch().Numel().Should().Be(0);
        NumericsTensor.CreateFromShape<float>([0, 3]).AsTorch().Numel().Should().Be(0);
    }

    [Fact]
    public void ToTorch_UnderAnotherDefaultDevice_GoesThere()
    {
        var source = NumericsTensor.Create<float>([1, 2], [2]);
        try
        {
            Torch.SetDefaultDevice(Device.Meta);
            source.ToTorch().Device.Should().Be(Device.Meta);
        }
        finally
        {
            Torch.SetDefaultDevice(null);
        }
    }
}
