using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests.Diagnostics;

public sealed class TensorStatisticsTests : LeakCheck
{
    [Fact]
    public void PeakBytes_AfterReset_IsTheMostSinceThen()
    {
        _ = Settled();
        TensorStatistics.ResetPeak();
        var before = TensorStatistics.LiveBytes;

        using (Torch.Zeros(1000))
        {
        }
        using (Torch.Zeros(500))
        {
            (TensorStatistics.PeakBytes - before).Should().Be(4000);
        }
        TensorStatistics.ResetPeak();
        (TensorStatistics.PeakBytes - before).Should().Be(0);
    }

    [Fact]
    public void ByDevice_CountsTensorsAndBytesOfEach()
    {
        _ = Settled();
        TensorStatistics.ResetPeak();
        var before = TensorStatistics.ByDevice();
        using var x = Torch.Zeros(1000);
        using var view = x[0];
        using var shape = Torch.Zeros([1000], device: "meta");

        var after = TensorStatistics.ByDevice();

        var cpu = after[0];
        cpu.Device.Should().Be(Device.Cpu);
        (cpu.LiveTensors - before[0].LiveTensors).Should().Be(2);
        (cpu.LiveBytes - before[0].LiveBytes).Should().Be(4000);
        cpu.PeakBytes.Should().BeGreaterThanOrEqualTo(cpu.LiveBytes);
        after.Should().ContainSingle(memory => memory.Device.Type == DeviceType.Meta)
            .Which.Should().BeEquivalentTo(new { LiveTensors = 1L, LiveBytes = 0L, PeakBytes = 0L });
    }

    [Fact]
    public void ReleaseIdle_GivesFreedMemoryBack()
    {
        Torch.Zeros(3_000_000).Dispose();

        TensorStatistics.IdleBytes.Should().BeGreaterThanOrEqualTo(12_000_000);
        TensorStatistics.ReleaseIdle();
        TensorStatistics.IdleBytes.Should().BeLessThan(12_000_000);
    }

    [Fact]
    public void Report_OfTheDifference_NamesTheLeak()
    {
        using var tracking = TensorStatistics.Track();
        var leak = new List<Tensor>();
        var before = TensorStatistics.Report();
        for (var i = 0; i < 10; i++)
        {
            leak.Add(Leak(100, 10));
            using var fine = Torch.Zeros(50);
        }

        var added = TensorStatistics.Report() - before;

        added.Count.Should().Be(10);
        added.Bytes.Should().Be(40_000);
        var group = added.Groups.Should().ContainSingle().Subject;
        group.Should().BeEquivalentTo(new { Shape = "[100, 10]", DType = DType.Float32, Device = Device.Cpu, Count = 10, Bytes = 40_000L });
        group.Site!.Method.Should().EndWith($"{nameof(TensorStatisticsTests)}.{nameof(Leak)}");
        group.Site.File.Should().EndWith("TensorStatisticsTests.cs");
        group.Site.Line.Should().BePositive();
        added.ToString().Should().Contain("Float32 [100, 10] cpu").And.Contain(nameof(Leak));
        leak.ForEach(tensor => tensor.Dispose());
        (TensorStatistics.Report() - before).Groups.Should().BeEmpty();
    }

    [Fact]
    public void Report_OfViews_CountsTheirStorageOnce()
    {
        var before = TensorStatistics.Report();
        using var whole = Torch.Zeros(100, 10);
        using var row = whole[0];

        var added = TensorStatistics.Report() - before;

        added.Count.Should().Be(2);
        added.Bytes.Should().Be(4000);
        added.Groups.Should().OnlyContain(group => group.Site == null);
    }

    [Fact]
    public void Track_AfterItsEnd_RemembersNothing()
    {
        var tracking = TensorStatistics.Track();
        tracking.Dispose();
        tracking.Dispose();
        var before = TensorStatistics.Report();
        using var tensor = Torch.Zeros(7, 7);

        (TensorStatistics.Report() - before).Groups.Should().ContainSingle().Which.Site.Should().BeNull();
    }

    [Fact]
    public void Metrics_SayWhatTheStatisticsSay()
    {
        using var tensor = Torch.Zeros(1000);
        var seen = new Dictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Meter.Name == "PyTorchCS")
            {
                it.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => seen[instrument.Name] = value);
        listener.Start();

        SpinWait.SpinUntil(() => { listener.RecordObservableInstruments(); return seen.Count == 5; }, TimeSpan.FromSeconds(20)).Should().BeTrue();

        seen.Keys.Should().BeEquivalentTo(
            "pytorchcs.tensors", "pytorchcs.memory.live", "pytorchcs.memory.peak", "pytorchcs.memory.idle", "pytorchcs.collections");
        seen["pytorchcs.memory.live"].Should().BeGreaterThanOrEqualTo(4000);
        seen["pytorchcs.memory.peak"].Should().BeGreaterThanOrEqualTo(seen["pytorchcs.memory.live"]);
        seen["pytorchcs.tensors"].Should().BePositive();
    }

    [Fact]
    public void SetMemoryLimit_Reached_CollectsFirstAndThenThrows()
    {
        _ = Settled();
        using var tracking = TensorStatistics.Track();
        var limit = TensorStatistics.LiveBytes + 10_000_000;
        Torch.SetMemoryLimit(limit);
        try
        {
            for (var i = 0; i < 50; i++)
            {
                Drop(1_000_000);
            }
            using var held = Torch.Zeros(2_000_000);

            var act = () => Torch.Zeros(1_000_000);

            act.Should().Throw<TorchException>().Where(e => e.Kind == TorchErrorKind.OutOfMemory)
                .WithMessage($"zeros: *limit of {limit} bytes*tensors hold * bytes and 4000000 more*")
                .WithMessage($"*8000.0 kB in 1 of Float32 ?2000000? from *{nameof(SetMemoryLimit_Reached_CollectsFirstAndThenThrows)}*");
            using var small = Torch.Zeros(100_000);
            TensorStatistics.LiveBytes.Should().BeLessThanOrEqualTo(limit);
        }
        finally
        {
            Torch.SetMemoryLimit(null);
        }
        Torch.Zeros(3_000_000).Dispose();
        ((Action)(() => Torch.SetMemoryLimit(-1))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Tensor Leak(params long[] size) => Torch.Zeros(size);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Drop(long length) => _ = Torch.Zeros(length);

    [Fact]
    public void Report_WithinAFunctionTransform_CountsWhatHasNoMemoryOfItsOwn()
    {
        var added = 0;
        Func.Vmap(x =>
        {
            var before = TensorStatistics.Report();
            using var y = x + 1;
            added = (TensorStatistics.Report() - before).Count;
            return x;
        })(Torch.Ones(2, 3)).Dispose();

        added.Should().Be(1);
    }
}
