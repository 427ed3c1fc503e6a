using System.Runtime.CompilerServices;
using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class DLPackTests : LeakCheck
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FromDlpack_OfToDlpack_SharesTheElements(bool versioned)
    {
        var x = Torch.Arange(6).Reshape(2, 3);

        using var capsule = x.T.ToDlpack(versioned);
        var y = Torch.FromDlpack(capsule);
        y[0].Fill_(-1);

        y.Should().HaveShape(3, 2).And.HaveValues(-1, -1, 1, 4, 2, 5);
        x.Should().HaveValues(-1, 1, 2, -1, 4, 5);
        capsule.IsClosed.Should().BeTrue();
        capsule.IsVersioned.Should().Be(versioned);
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float16)]
    [InlineData(DType.Bfloat16)]
    [InlineData(DType.Int64)]
    [InlineData(DType.Uint8)]
    [InlineData(DType.Uint16)]
    [InlineData(DType.Bool)]
    [InlineData(DType.Complex64)]
    public void FromDlpack_OfEveryDType_GivesIt(DType dtype)
    {
        var x = Torch.Ones([2], dtype: dtype);

        Torch.FromDlpack(x.ToDlpack()).Should().BeEqualTo(x);
    }

    [Fact]
    public void FromDlpack_Disposed_LeavesTheOtherTensorAlone()
    {
        var x = Torch.Ones(3);

        Torch.FromDlpack(x.ToDlpack()).Dispose();

        x.Should().HaveValues(1, 1, 1);
    }

    [Fact]
    public void FromDlpack_KeepsTheElementsOfATensorThatIsGone()
    {
        Tensor y;
        using (var x = Torch.Full([3], 2f))
        {
            y = Torch.FromDlpack(x.ToDlpack());
        }

        using var overwriting = Torch.Full([3], 9f);

        y.Should().HaveValues(2, 2, 2);
    }

    [Fact]
    public void FromDlpack_Twice_Throws()
    {
        using var capsule = Torch.Ones(1).ToDlpack();
        Torch.FromDlpack(capsule);

        FluentActions.Invoking(() => Torch.FromDlpack(capsule)).Should().Throw<InvalidOperationException>().WithMessage("*once*");
    }

    [Fact]
    public void FromDlpack_OfManyThreads_GivesTheTensorToOne()
    {
        for (var i = 0; i < 50; i++)
        {
            using var capsule = Torch.Ones(4).ToDlpack();

            var taken = 0;
            Parallel.For(0, 4, _ =>
            {
                try
                {
                    Torch.FromDlpack(capsule).Dispose();
                    Interlocked.Increment(ref taken);
                }
                catch (InvalidOperationException)
                {
                }
            });

            taken.Should().Be(1);
        }
    }

    [Fact]
    public void FromDlpack_WithCopy_IsIndependent()
    {
        var x = Torch.Ones(2);

        Torch.FromDlpack(x.ToDlpack(), copy: true).Fill_(5);

        x.Should().HaveValues(1, 1);
        Torch.FromDlpack(x.ToDlpack(), device: Device.Meta).IsMeta.Should().BeTrue();
        FluentActions.Invoking(() => Torch.FromDlpack(x.ToDlpack(), device: Device.Meta, copy: false)).Should().Throw<ArgumentException>().WithMessage("from_dlpack*copy*");
    }

    [Fact]
    public void FromDlpack_OfAnEmptyOrDisposedCapsule_Throws()
    {
        using var empty = new DLPackCapsule();
        var disposed = Torch.Ones(1).ToDlpack();
        disposed.Dispose();

        FluentActions.Invoking(() => Torch.FromDlpack(empty)).Should().Throw<InvalidOperationException>().WithMessage("*empty*");
        FluentActions.Invoking(() => Torch.FromDlpack(disposed)).Should().Throw<InvalidOperationException>().WithMessage("*disposed*");
    }

    [Fact]
    public void ToDlpack_OfWhatAnotherLibraryCannotRead_SaysWhatToDo()
    {
        var recorded = Torch.Ones([1], requiresGrad: true);
        var conjugated = Torch.Ones([1], dtype: DType.Complex64).Conj();
        var sparse = Torch.Eye(2).ToSparse();

        FluentActions.Invoking(() => recorded.ToDlpack()).Should().Throw<TorchException>().WithMessage("to_dlpack*Detach*");
        FluentActions.Invoking(() => conjugated.ToDlpack()).Should().Throw<TorchException>().WithMessage("to_dlpack*ResolveConj*");
        FluentActions.Invoking(() => sparse.ToDlpack()).Should().Throw<TorchException>().WithMessage("to_dlpack*");
    }

    [Fact]
    public unsafe void ToDlpack_DescribesTheTensor_ForAnotherLibrary()
    {
        using var x = Torch.Zeros([2, 3], dtype: DType.Float64);

        using var capsule = x.T.ToDlpack();

        var managed = (ForeignTensor*)capsule.DangerousGetHandle();
        ((nint)managed->Data).Should().Be((nint)Unsafe.AsPointer(ref x.AsSpan<double>()[0]));
        new ReadOnlySpan<long>(managed->Shape, managed->Dimensions).ToArray().Should().Equal(3, 2);
        new ReadOnlySpan<long>(managed->Strides, managed->Dimensions).ToArray().Should().Equal(1, 3);
        (managed->DeviceType, managed->Code, managed->Bits, managed->Lanes).Should().Be((1, (byte)2, (byte)64, (ushort)1));
    }

    [Fact]
    public void FromDlpack_OfAnotherLibrary_GivesTheTensorBackOnce()
    {
        var before = ForeignTensor.Returned;
        using var capsule = ForeignTensor.Make([1, 2, 3, 4, 5, 6], [2, 3]);

        var x = Torch.FromDlpack(capsule);
        var view = x[1];
        x.Shape.Should().Equal(2, 3);
        x.Dispose();
        ForeignTensor.Returned.Should().Be(before, "a view needs the memory");
        view.ToArray<double>().Should().Equal(4, 5, 6);
        view.Dispose();

        ForeignTensor.Returned.Should().Be(before + 1);
    }

    [Fact]
    public void Capsule_ThatNobodyTakes_GivesTheTensorBack()
    {
        var before = ForeignTensor.Returned;

        ForeignTensor.Make([1], [1]).Dispose();
        ForeignTensor.Returned.Should().Be(before + 1);
        Drop();
        Settled();

        ForeignTensor.Returned.Should().Be(before + 2);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Drop() => ForeignTensor.Make([1], [1]);
    }

    [Theory]
    [InlineData("no memory")]
    [InlineData("no shape")]
    [InlineData("negative size")]
    [InlineData("negative stride")]
    [InlineData("more than there can be")]
    [InlineData("unknown type")]
    public unsafe void FromDlpack_OfNonsense_Throws_AndLeavesItInTheCapsule(string what)
    {
        var before = ForeignTensor.Returned;
        using (var capsule = ForeignTensor.Make([1, 2], [2]))
        {
            var managed = (ForeignTensor*)capsule.DangerousGetHandle();
            var memory = managed->Data;
            switch (what)
            {
                case "no memory": managed->Data = null; break;
                case "no shape": managed->Dimensions = -1; break;
                case "negative size": managed->Shape[0] = -2; break;
                case "negative stride": managed->Strides[0] = -1; break;
                case "more than there can be": managed->Shape[0] = long.MaxValue; break;
                default: managed->Code = 77; break;
            }

            FluentActions.Invoking(() => Torch.FromDlpack(capsule)).Should().Throw<TorchException>().WithMessage("from_dlpack*");

            ForeignTensor.Returned.Should().Be(before);
            capsule.IsClosed.Should().BeFalse();
            managed->Data = memory;
        }

        ForeignTensor.Returned.Should().Be(before + 1);
    }

    [Fact]
    public unsafe void FromDlpack_OfANewerVersion_Throws()
    {
        using var capsule = Torch.Ones(1).ToDlpack(versioned: true);
        *(uint*)capsule.DangerousGetHandle() = 2;

        FluentActions.Invoking(() => Torch.FromDlpack(capsule)).Should().Throw<TorchException>().WithMessage("*version 2*");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FromDlpack_RefusedForItsDevice_LeavesTheTensorInTheCapsule(bool versioned)
    {
        using var x = Torch.Ones(3);
        using var capsule = x.ToDlpack(versioned);

        FluentActions.Invoking(() => Torch.FromDlpack(capsule, Device.Meta, copy: false)).Should().Throw<ArgumentException>().WithMessage("from_dlpack*float32 [3]*meta*");

        using var y = Torch.FromDlpack(capsule);
        y.Storage.Should().Be(x.Storage);
    }
}
