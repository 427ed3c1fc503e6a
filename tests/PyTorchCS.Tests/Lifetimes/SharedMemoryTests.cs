using System.Runtime.CompilerServices;
using FluentAssertions;
using PyTorchCS.Interop;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

/// <summary>Memory that tensors share with managed code and other libraries: kept as long as anybody may use it, and no longer.</summary>
public sealed class SharedMemoryTests : LeakCheck
{
    private const int Size = 4096;

    [Fact]
    public void FromMemory_ThatIsDropped_FreesTheArray()
    {
        var array = Make(dispose: false);
        Settled();

        array.IsAlive.Should().BeFalse();
    }

    [Fact]
    public void FromMemory_Disposed_FreesTheArray()
    {
        var array = Make(dispose: true);
        GC.Collect();

        array.IsAlive.Should().BeFalse();
    }

    [Fact]
    public void FromMemory_KeepsTheArrayForViewsAndForGraphs()
    {
        var (array, loss, weight) = MakeGraph();
        Settled();

        array.IsAlive.Should().BeTrue("the graph has saved the elements");
        loss.Backward();
        weight.Grad!.Sum().Item<double>().Should().Be(3 * Size);
        loss.Dispose();
        Settled();

        array.IsAlive.Should().BeFalse();
    }

    [Fact]
    public void FromMemory_OnTheLastThread_FreesTheArrayThere()
    {
        var (array, view) = MakeView();
        Settled();
        array.IsAlive.Should().BeTrue();

        var thread = new Thread(view.Dispose);
        thread.Start();
        thread.Join();
        GC.Collect();

        array.IsAlive.Should().BeFalse();
    }

    [Fact]
    public void FromMemory_UnderACollectingThread_KeepsAndFreesArrays()
    {
        var arrays = new List<WeakReference>();
        using (var pressure = new GcPressure())
        {
            for (var i = 0; i < 2000; i++)
            {
                arrays.Add(UseArray(i));
            }

            pressure.Rounds.Should().BePositive();
        }

        Settled();

        arrays.Should().OnlyContain(array => !array.IsAlive);
    }

    [Fact]
    public void AsMemory_UnderACollectingThread_KeepsTheElements()
    {
        using var pressure = new GcPressure();
        for (var i = 0; i < 1000; i++)
        {
            // Nothing but the memory holds the tensor, and what is made after it would take its place.
            var memory = Torch.Full([Size], i, dtype: DType.Float64).AsMemory<double>();
            using var other = Torch.Full([Size], -1, dtype: DType.Float64);

            memory.Span.IndexOfAnyExcept(i).Should().Be(-1);
            GC.KeepAlive(memory);
        }

        pressure.Rounds.Should().BePositive();
    }

    [Fact]
    public void Dlpack_UnderACollectingThread_GivesEveryTensorBackOnce()
    {
        const int Count = 2000;
        var before = ForeignTensor.Returned;
        using (var pressure = new GcPressure())
        {
            for (var i = 0; i < Count; i++)
            {
                UseForeign(i);
            }

            pressure.Rounds.Should().BePositive();
        }

        Settled();

        ForeignTensor.Returned.Should().Be(before + Count);
    }

    [Fact]
    public void Dlpack_UnderACollectingThread_KeepsTheElements()
    {
        using var pressure = new GcPressure();
        Parallel.For(0, 4, thread =>
        {
            for (var i = 0; i < 500; i++)
            {
                // In every third turn the capsule is dropped as it is.
                var capsule = Torch.Full([Size], i, dtype: DType.Float64).ToDlpack(versioned: i % 2 == 0);
                if (i % 3 != 0)
                {
                    Torch.FromDlpack(capsule).Sum().Item<double>().Should().Be((double)i * Size);
                }
            }
        });

        pressure.Rounds.Should().BePositive();
    }

    [Fact]
    public void SharedMemory_ThatComesAndGoes_LeavesNoNativeBytes()
    {
        Settled();
        var before = TensorStatistics.LiveBytes;

        for (var i = 0; i < 10_000; i++)
        {
            using var x = Torch.FromMemory(new float[16]);
            using var y = Torch.FromDlpack(x.ToDlpack());
        }

        Settled();
        TensorStatistics.LiveBytes.Should().Be(before);
    }

    [Fact]
    public void FromMemory_DroppedInALoop_StaysBounded()
    {
        const int Bytes = 4 << 20;
        var most = 0L;

        // The arrays are 8 GB together.
        for (var i = 0; i < 2000; i++)
        {
            Torch.FromMemory(GC.AllocateUninitializedArray<byte>(Bytes));
            most = Math.Max(most, MemoryGovernor.SharedBytes);
        }

        most.Should().BeLessThan(1L << 30);
        Settled();
        MemoryGovernor.SharedBytes.Should().Be(0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Make(bool dispose)
    {
        var array = new float[Size];
        var tensor = Torch.FromMemory(array);
        if (dispose)
        {
            tensor.Dispose();
        }

        return new WeakReference(array);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Array, Tensor Loss, Tensor Weight) MakeGraph()
    {
        var array = new double[Size];
        Array.Fill(array, 3);
        using var x = Torch.FromMemory(array);
        var weight = Torch.Ones([Size], dtype: DType.Float64, requiresGrad: true);
        return (new WeakReference(array), (x * weight).Sum(), weight);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Array, Tensor View) MakeView()
    {
        var array = new float[Size];
        using var x = Torch.FromMemory(array);
        return (new WeakReference(array), x[1..]);
    }

    /// <summary>The array lives by the tensor alone while it is read, and moves nowhere.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference UseArray(int value)
    {
        var (array, tensor) = Fill(value);
        using var other = Torch.Full([Size], -1, dtype: DType.Float64);
        tensor.Sum().Item<double>().Should().Be((double)value * Size);
        if (value % 2 == 0)
        {
            tensor.Dispose();
        }

        return array;

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (WeakReference, Tensor) Fill(int value)
        {
            var array = new double[Size];
            Array.Fill(array, value);
            return (new WeakReference(array), Torch.FromMemory(array));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void UseForeign(int i)
    {
        var capsule = ForeignTensor.Make([i, i + 1, i + 2], [3]);
        switch (i % 4)
        {
            case 0:
                capsule.Dispose();
                break;
            case 1:
                break;
            case 2:
                Torch.FromDlpack(capsule)[1..].Sum().Item<double>().Should().Be((2 * i) + 3);
                break;
            default:
                using (var tensor = Torch.FromDlpack(capsule))
                {
                    tensor.Sum().Item<double>().Should().Be((3 * i) + 3);
                }
                break;
        }
    }
}
