using System.Runtime.CompilerServices;
using FluentAssertions;
using PyTorchCS.Interop;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

/// <summary>No operand is freed while a native call runs: neither by the collector nor by another thread's <c>Dispose</c>.</summary>
public sealed class ConcurrencyTests : LeakCheck
{
    private const long Size = 64;

    [Fact]
    public void Operands_UnderACollectingThread_AreNotFreedDuringACall()
    {
        using var pressure = new GcPressure();

        // Collections are slow where other tests have left much on the heap.
        for (var i = 0; i < 3000 && pressure.Rounds < 300; i++)
        {
            // Nothing but the running call refers to the operands.
            var sum = Make(i % 7).Matmul(Make(1)).Sum().Item<double>();

            sum.Should().Be(i % 7 * Size * Size * Size);
        }

        pressure.Rounds.Should().BePositive();
    }

    [Fact]
    public void Lists_UnderACollectingThread_AreNotFreedDuringACall()
    {
        using var pressure = new GcPressure();
        for (var i = 0; i < 1000; i++)
        {
            Torch.Cat([Make(1), Make(2), Make(3)]).Sum().Item<double>().Should().Be(6 * Size * Size);
        }

        pressure.Rounds.Should().BePositive();
    }

    [Fact]
    public void Autograd_UnderACollectingThread_KeepsItsGraph()
    {
        using var pressure = new GcPressure();
        for (var i = 0; i < 300; i++)
        {
            var x = Torch.Ones([16, 16], dtype: DType.Float64, requiresGrad: true);

            Loss(x).Backward();

            x.Grad!.Sum().Item<double>().Should().Be(16 * 16 * 32);
        }

        pressure.Rounds.Should().BePositive();
    }

    [Fact]
    public void Dispose_AndCollectionDuringACall_FreeTheOperandAfterIt()
    {
        var before = TensorStatistics.LiveTensors;
        var operand = UseAndDispose();

        // Another test's thread may be just freeing dropped ones: the second look comes after it.
        for (var look = 0; look < 2; look++)
        {
            GC.Collect();
            TensorRegistry.FreeDropped();
        }

        operand.Impl.Should().NotBe(0, "the call still reads it");
        TensorStatistics.LiveTensors.Should().Be(before + 1);
        operand.Release();
        TensorStatistics.LiveTensors.Should().Be(before);
    }

    [Fact]
    public void Dispose_FromAnotherThread_GivesTheRightResultOrObjectDisposed()
    {
        // Whoever was first waits longer the next time, so that the two meet; a positive wait is the disposer's.
        var (right, disposed, wait, step, wasFirst) = (0, 0, 0, 50, false);
        for (var i = 0; i < 400; i++)
        {
            var operand = Make(2);
            var other = Make(3);
            using var ready = new Barrier(2);
            var disposer = new Thread(() =>
            {
                ready.SignalAndWait();
                Thread.SpinWait(Math.Max(0, wait));
                operand.Dispose();
            });
            disposer.Start();
            ready.SignalAndWait();
            Thread.SpinWait(Math.Max(0, -wait));
            bool isFirst;
            try
            {
                var sum = operand.Matmul(other).Sum().Item<double>();
                sum.Should().Be(6 * Size * Size * Size);
                right++;
                isFirst = false;
            }
            catch (ObjectDisposedException)
            {
                disposed++;
                isFirst = true;
            }

            disposer.Join();
            step = isFirst == wasFirst ? Math.Min(2 * step, 100_000) : 50;
            wait += isFirst ? step : -step;
            wasFirst = isFirst;
        }

        right.Should().BePositive();
        disposed.Should().BePositive();
    }

    [Fact]
    public void Dispose_DuringALongCall_LetsItFinish()
    {
        // An elementwise kernel only borrows its operands; this one takes a hundred nanoseconds an element.
        const long Large = 1 << 20;
        var expected = Torch.Igamma(Torch.Tensor(2.5), Torch.Tensor(1.5)).Item<double>();
        for (var i = 0; i < 4; i++)
        {
            var left = Torch.Full([Large], 2.5, dtype: DType.Float64);
            var right = Torch.Full([Large], 1.5, dtype: DType.Float64);
            using var started = new ManualResetEventSlim();
            Tensor? result = null;
            var worker = new Thread(() =>
            {
                started.Set();
                result = Torch.Igamma(left, right);
            });
            worker.Start();
            started.Wait();
            Thread.Sleep(5);

            left.Dispose();
            right.Dispose();
            // Memory that was freed too early is overwritten at once.
            var overwriting = Enumerable.Range(0, 4).Select(_ => Torch.Full([Large], double.NaN, dtype: DType.Float64)).ToArray();
            worker.Join();

            result!.Min().Item<double>().Should().BeApproximately(expected, 1e-12);
            result!.Max().Item<double>().Should().BeApproximately(expected, 1e-12);
            Array.ForEach([.. overwriting, result], t => t.Dispose());
        }
    }

    [Fact]
    public void Dispose_FromManyThreads_FreesOnce()
    {
        var before = Settled();
        for (var i = 0; i < 500; i++)
        {
            var tensor = Torch.Ones(8);
            Parallel.For(0, 4, _ => tensor.Dispose());
            tensor.IsDisposed.Should().BeTrue();
        }

        Settled().Should().Be(before);
    }

    [Fact]
    public void OneTensor_ReadByManyThreads_GivesEachTheSame()
    {
        var shared = Make(1);
        using var pressure = new GcPressure();

        var sums = new double[8];
        Parallel.For(0, 8, t =>
        {
            for (var i = 0; i < 100; i++)
            {
                sums[t] += shared.Matmul(Make(t)).Sum().Item<double>();
            }
        });

        sums.Should().Equal(Enumerable.Range(0, 8).Select(t => 100.0 * t * Size * Size * Size));
    }

    [Fact]
    public void Scopes_OnManyThreads_AreIndependent()
    {
        var before = Settled();

        Parallel.For(0, 8, t =>
        {
            for (var i = 0; i < 50; i++)
            {
                using var scope = Torch.Scope();
                (Make(t) + i)[0, 0].Item<double>().Should().Be(t + i);
            }
        });

        Settled().Should().Be(before);
    }

    [Fact]
    public void Error_UnderACollectingThread_KeepsItsText()
    {
        using var pressure = new GcPressure();
        for (var i = 0; i < 200; i++)
        {
            var exception = Record.Exception(() => Torch.Ones(2, 3).Matmul(Torch.Ones(4, 5)));

            exception.Should().BeOfType<TorchException>().Which.Message.Should().Contain("[2, 3]");
            if (i % 50 == 0)
            {
                // Resolving the C++ stack takes some eighty milliseconds.
                ((TorchException)exception!).NativeTrace.Should().NotBeEmpty();
            }
        }
    }

    [Fact]
    public void NativeTrace_ReadByManyThreads_IsTheSame()
    {
        for (var i = 0; i < 5; i++)
        {
            var exception = (TorchException)Record.Exception(() => Torch.Ones(2, 3).Matmul(Torch.Ones(4, 5)))!;
            using var ready = new Barrier(4);
            var traces = new string[4];
            var readers = Enumerable.Range(0, 4).Select(n => new Thread(() =>
            {
                ready.SignalAndWait();
                traces[n] = exception.NativeTrace;
            })).ToList();

            readers.ForEach(reader => reader.Start());
            readers.ForEach(reader => reader.Join());

            traces.Should().OnlyContain(trace => trace == traces[0] && trace.Contains("mat1"));
        }
    }

    private static Tensor Make(double value) => Torch.Full([Size, Size], value, dtype: DType.Float64);

    private static Tensor Loss(Tensor x) => (x.Matmul(x) * 1).Sum();

    /// <summary>What a native call holds while another thread disposes its operand and drops it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TensorHandle UseAndDispose()
    {
        var tensor = Torch.Ones([2]);
        var handle = tensor.Acquire();
        tensor.Dispose();
        return handle;
    }
}
