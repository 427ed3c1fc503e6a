using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class TensorSharingTests : LeakCheck
{
    [Fact]
    public void FromMemory_OfAnArray_SharesItsElements()
    {
        float[] array = [1, 2, 3, 4];
        var x = Torch.FromMemory(array);

        array[1] = 20;
        x[3] = Torch.Tensor(40f);

        x.Should().HaveShape(4).And.HaveDType(DType.Float32).And.HaveValues(1, 20, 3, 40);
        array.Should().Equal(1, 20, 3, 40);
    }

    [Fact]
    public void FromMemory_WithAShape_IsRowAfterRow() =>
        Torch.FromMemory(new long[] { 1, 2, 3, 4, 5, 6 }, [2, 3])[1].Should().HaveValues(4, 5, 6);

    [Fact]
    public void FromMemory_OfAPart_BeginsThere()
    {
        int[] array = [0, 1, 2, 3];

        var x = Torch.FromMemory(array.AsMemory(1, 2));
        x.Fill_(9);

        array.Should().Equal(0, 9, 9, 3);
    }

    [Fact]
    public void FromMemory_OfEveryElementType_HasItsDType()
    {
        Torch.FromMemory(new float[1]).DType.Should().Be(DType.Float32);
        Torch.FromMemory(new double[1]).DType.Should().Be(DType.Float64);
        Torch.FromMemory(new Half[1]).DType.Should().Be(DType.Float16);
        Torch.FromMemory(new BFloat16[1]).DType.Should().Be(DType.Bfloat16);
        Torch.FromMemory(new bool[1]).DType.Should().Be(DType.Bool);
        Torch.FromMemory(new byte[1]).DType.Should().Be(DType.Uint8);
        Torch.FromMemory(new sbyte[1]).DType.Should().Be(DType.Int8);
        Torch.FromMemory(new short[1]).DType.Should().Be(DType.Int16);
        Torch.FromMemory(new ushort[1]).DType.Should().Be(DType.Uint16);
        Torch.FromMemory(new uint[1]).DType.Should().Be(DType.Uint32);
        Torch.FromMemory(new ulong[1]).DType.Should().Be(DType.Uint64);
        Torch.FromMemory(new Complex[1]).DType.Should().Be(DType.Complex128);
    }

    [Fact]
    public void FromMemory_OfNothing_IsEmpty()
    {
        Torch.FromMemory(Array.Empty<float>()).Should().HaveShape(0);
        Torch.FromMemory(Memory<float>.Empty, [2, 0]).Should().HaveShape(2, 0);
        Torch.FromMemory(new float[1], []).Should().HaveShape();
    }

    [Fact]
    public void FromMemory_WithGradient_IsALeaf()
    {
        var x = Torch.FromMemory(new[] { 1f, 2f }, requiresGrad: true);

        (x * x).Sum().Backward();

        x.Grad.Should().HaveValues(2, 4);
    }

    [Fact]
    public void FromMemory_OfAMemoryManager_PinsAndUnpins()
    {
        var manager = new CountingMemory(4);

        using (var x = Torch.FromMemory(manager.Memory[1..]))
        {
            manager.Pins.Should().Be(1);
            x.Fill_(7);
            manager.Memory.ToArray().Should().Equal(0, 7, 7, 7);
        }

        manager.Pins.Should().Be(0);
    }

    [Fact]
    public void FromMemory_ThatCannotBe_UnpinsAgain()
    {
        var manager = new CountingMemory(4);

        FluentActions.Invoking(() => Torch.FromMemory(manager.Memory, [3])).Should().Throw<ArgumentException>().WithMessage("*4*[3]*");
        FluentActions.Invoking(() => Torch.FromMemory(manager.Memory, [-2, -2])).Should().Throw<ArgumentException>().WithMessage("*[-2, -2]*");

        manager.Pins.Should().Be(0);
    }

    [Fact]
    public void FromMemory_OfAManagerThatThrowsWhenItIsUnpinned_StaysHarmless()
    {
        var manager = new CountingMemory(4, isThrowing: true);

        Torch.FromMemory(manager.Memory).Dispose();

        manager.Pins.Should().Be(0);
    }

    [Fact]
    public void AsSpan_SharesTheElements()
    {
        using var x = Torch.Zeros(2, 3);

        var span = x.AsSpan<float>();
        span[4] = 5;

        span.Length.Should().Be(6);
        x.Should().HaveValues(0, 0, 0, 0, 5, 0);
    }

    [Fact]
    public void AsSpan_OfAView_BeginsAtIt()
    {
        using var x = Torch.Arange(6).Reshape(2, 3);

        x[1].AsSpan<long>().ToArray().Should().Equal(3, 4, 5);
        Torch.Zeros(0, 2).AsSpan<float>().IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void AsSpan_OfAnotherType_Throws()
    {
        var x = Torch.Zeros(2);

        FluentActions.Invoking(() => x.AsSpan<int>().Length).Should().Throw<ArgumentException>().WithMessage("AsSpan*float32*Int32*");
        FluentActions.Invoking(() => x.AsMemory<double>().Length).Should().Throw<ArgumentException>().WithMessage("AsMemory*float32*Double*");
    }

    [Theory]
    [InlineData("strides", "Contiguous()")]
    [InlineData("meta", "Cpu()")]
    [InlineData("sparse", "ToDense()")]
    [InlineData("gradient", "Detach()")]
    [InlineData("negated", "ResolveNeg()")]
    public void AsSpan_OfWhatHasNoPlainElements_SaysWhatToDo(string kind, string advice)
    {
        var x = kind switch
        {
            "strides" => Torch.Zeros(2, 3).T,
            "meta" => Torch.Zeros([2], device: Device.Meta),
            "sparse" => Torch.Eye(2).ToSparse(),
            "gradient" => Torch.Zeros([2], requiresGrad: true),
            _ => Torch.Ones([1], dtype: DType.Complex64).Conj().Imag,
        };

        FluentActions.Invoking(() => x.AsSpan<float>().Length).Should().Throw<TorchException>().WithMessage($"AsSpan*{advice}*");
    }

    [Fact]
    public void AsMemory_KeepsTheElements()
    {
        Memory<float> memory;
        using (var scope = Torch.Scope())
        {
            memory = Torch.Full([3], 2f).AsMemory<float>();
        }

        Settled();
        using var overwriting = Torch.Full([3], 9f);

        memory.ToArray().Should().Equal(2, 2, 2);
        memory[1..].Span[0] = 4;
        memory.Span.ToArray().Should().Equal(2, 4, 2);
    }

    [Fact]
    public unsafe void AsMemory_Pinned_IsWhereTheTensorIs()
    {
        using var x = Torch.Arange(4);

        using var pin = x.AsMemory<long>()[1..].Pin();

        ((nint)pin.Pointer).Should().Be((nint)Unsafe.AsPointer(ref x.AsSpan<long>()[1]));
    }

    [Fact]
    public void AsMemory_AndFromMemory_AreInverse()
    {
        using var x = Torch.Arange(4);

        using var y = Torch.FromMemory(x.AsMemory<long>());
        y.Fill_(3);

        x.Should().HaveValues(3, 3, 3, 3);
    }

    [Fact]
    public void Frombuffer_ReadsBytesAsElements()
    {
        byte[] bytes = [0, 0, 0x80, 0x3f, 0, 0, 0, 0x40, 1];

        Torch.Frombuffer(bytes.AsMemory(0, 8), DType.Float32).Should().HaveDType(DType.Float32).And.HaveValues(1, 2);
        Torch.Frombuffer(bytes, DType.Float32, count: 1, offset: 4).Should().HaveValues(2);
        Torch.Frombuffer(bytes, DType.Uint8, offset: 8).Should().HaveValues(1);
        Torch.Frombuffer(bytes, DType.Uint8).Fill_(0);
        bytes.Should().OnlyContain(value => value == 0);
    }

    [Fact]
    public void FromFile_MapsTheFile_AndWritesIntoItWhereItIsShared()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [.. new[] { 1f, 2f, 3f }.SelectMany(BitConverter.GetBytes)]);

            Torch.FromFile(path, size: 3, dtype: DType.Float32).Should().HaveValues(1, 2, 3);
            using (var x = Torch.FromFile(path, shared: true, size: 2, dtype: DType.Float32))
            {
                x.Fill_(9);
            }

            Torch.FromFile(path, size: 3).Should().HaveValues(9, 9, 3);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void AsTensor_OfAnArray_SharesIt()
    {
        var matrix = new[,] { { 1f, 2f }, { 3f, 4f } };

        Torch.AsTensor(matrix)[1].Fill_(0);

        matrix[1, 0].Should().Be(0);
        Torch.AsTensor(matrix, DType.Float64).Should().HaveShape(2, 2).And.HaveDType(DType.Float64);
    }

    [Fact]
    public void AsTensor_OfNestedArrays_Copies()
    {
        float[][] rows = [[1, 2], [3, 4]];

        Torch.AsTensor(rows).Fill_(0);

        rows[0].Should().Equal(1, 2);
    }

    [Fact]
    public void AsTensor_OfATensor_HasItsElementsAndHistory()
    {
        var x = Torch.Ones([2], requiresGrad: true);

        Torch.AsTensor(x).RequiresGrad.Should().BeTrue();
        Torch.AsTensor(x).Storage.Should().Be(x.Storage);
        Torch.AsTensor(x, DType.Int32).Should().HaveDType(DType.Int32);
    }

    [Fact]
    public void Asarray_OfATensor_LosesItsHistory()
    {
        var x = Torch.Ones([2], requiresGrad: true);

        var y = Torch.Asarray(x);

        y.RequiresGrad.Should().BeFalse();
        y.Storage.Should().Be(x.Storage);
        x.RequiresGrad.Should().BeTrue();
        Torch.Asarray(x, copy: true).Storage.Should().NotBe(x.Storage);
        Torch.Asarray(x, requiresGrad: true).RequiresGrad.Should().BeTrue();
        Torch.Asarray(Torch.Ones(2), requiresGrad: true).RequiresGrad.Should().BeTrue();
    }

    [Fact]
    public void Asarray_OfAnArray_CopiesWhereItIsAskedTo()
    {
        float[] array = [1, 2];

        Torch.Asarray(array, copy: true).Fill_(0);
        array.Should().Equal(1, 2);
        Torch.Asarray(array, copy: false).Fill_(0);
        array.Should().Equal(0, 0);
        FluentActions.Invoking(() => Torch.Asarray(array, DType.Float64, copy: false)).Should().Throw<ArgumentException>().WithMessage("asarray*copy*");
        FluentActions.Invoking(() => Torch.Asarray(Torch.Ones(1), DType.Float64, copy: false)).Should().Throw<ArgumentException>().WithMessage("asarray*copy*");
    }

    [Fact]
    public void AsTensor_OfAnArray_UnderAnotherDefaultDevice_GoesThere()
    {
        float[,] matrix = { { 1 } };
        try
        {
            Torch.SetDefaultDevice(Device.Meta);
            Torch.AsTensor(matrix).Device.Should().Be(Device.Meta);
            Torch.Asarray(new float[][] { [1] }).Device.Should().Be(Device.Meta);
            Torch.AsTensor(matrix, device: Device.Cpu).Device.Should().Be(Device.Cpu);
            Torch.FromMemory(new[] { 1f }).Device.Should().Be(Device.Cpu, "shared memory stays where it is");
        }
        finally
        {
            Torch.SetDefaultDevice(null);
        }
    }

    [Fact]
    public void Frombuffer_AsQuantizedNumbers_Throws() =>
        FluentActions.Invoking(() => Torch.Frombuffer(new byte[2], DType.Qint8)).Should().Throw<ArgumentException>().WithMessage("frombuffer*qint8*scale*");

    /// <summary>Memory of a user's, which knows how often it is pinned.</summary>
    private sealed unsafe class CountingMemory(int length, bool isThrowing = false) : MemoryManager<float>
    {
        private readonly float[] _array = GC.AllocateArray<float>(length, pinned: true);

        internal int Pins { get; private set; }

        public override Span<float> GetSpan() => _array;

        public override MemoryHandle Pin(int elementIndex = 0)
        {
            Pins++;
            return new MemoryHandle(Unsafe.AsPointer(ref _array[elementIndex]), pinnable: this);
        }

        public override void Unpin()
        {
            Pins--;
            if (isThrowing)
            {
                throw new InvalidOperationException("this memory throws when it is unpinned");
            }
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
