using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class SettingsTests : LeakCheck
{
    protected override void Dispose(bool disposing)
    {
        Torch.SetDefaultDevice(null);
        Torch.SetDefaultDtype(DType.Float32);
        Torch.SetDeterministicDebugMode(DeterministicDebugMode.Default);
        base.Dispose(disposing);
    }

    [Theory]
    [InlineData(DType.Float64, DType.Complex128)]
    [InlineData(DType.Float16, DType.Complex64)]
    [InlineData(DType.Bfloat16, DType.Complex64)]
    public void DefaultDtype_IsThatOfWhatIsGivenNone(DType dtype, DType complex)
    {
        Torch.SetDefaultDtype(dtype);

        Torch.GetDefaultDtype().Should().Be(dtype);
        Torch.Zeros(2).Should().HaveDType(dtype);
        Torch.Arange(3.0).Should().HaveDType(dtype);
        Torch.Arange(3).Should().HaveDType(DType.Int64);
        Torch.Full([1], 2.5).Should().HaveDType(dtype);
        (Torch.Tensor([1L, 2L]) / 2).Should().HaveDType(dtype);
        Torch.Finfo().Dtype.Should().Be(dtype);
        Torch.Full([1], new System.Numerics.Complex(1, 2)).Should().HaveDType(complex);
    }

    /// <summary>Factories of every kind; meta tensors exist on every machine.</summary>
    [Fact]
    public void DefaultDevice_IsThatOfWhatIsGivenNone()
    {
        Torch.GetDefaultDevice().Should().Be(Device.Cpu);
        Torch.SetDefaultDevice("meta");
        Torch.GetDefaultDevice().Should().Be(Device.Meta);
        var made = new Dictionary<string, Tensor>
        {
            ["zeros"] = Torch.Zeros(2, 3),
            ["ones"] = Torch.Ones([2], dtype: DType.Int64),
            ["empty"] = Torch.Empty(2),
            ["full"] = Torch.Full([2], 1),
            ["arange"] = Torch.Arange(3),
            ["eye"] = Torch.Eye(2),
            ["linspace"] = Torch.Linspace(0, 1, 3),
            ["rand"] = Torch.Rand(2),
            ["randint"] = Torch.Randint(5, [2]),
            ["hann_window"] = Torch.HannWindow(4),
            ["fftfreq"] = Fft.Fftfreq(4),
            ["signal.windows.hann"] = Signal.Windows.Hann(4),
            ["tensor"] = Torch.Tensor([1f, 2f]),
            ["tensor of arrays"] = Torch.Tensor([[1f], [2f]]),
        };
        var layer = new Linear(2, 3);

        made.Where(entry => !entry.Value.IsMeta).Should().BeEmpty();
        layer.Weight.IsMeta.Should().BeTrue();
    }

    [Fact]
    public void DefaultDevice_IsNotThatOfWhatHasOne()
    {
        var x = Torch.Ones(2);
        Torch.SetDefaultDevice("meta");

        Torch.ZerosLike(x).IsCpu.Should().BeTrue();
        x.NewZeros([2]).IsCpu.Should().BeTrue();
        x.NewTensor([1f]).IsCpu.Should().BeTrue();
        Torch.Zeros([2], device: "cpu").IsCpu.Should().BeTrue();
        Torch.Normal(0, 1, [2]).IsCpu.Should().BeTrue();
        x[new long[] { 1 }].IsCpu.Should().BeTrue();
        x[new long[] { 1 }].Item<float>().Should().Be(1);
    }

    /// <summary>What checkpoints and gradient checks make for themselves goes with generators, or with the tensors of the call.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void DefaultDevice_IsNotThatOfWhatAutogradMakesForItself(bool fastMode)
    {
        var x = Torch.Ones([2], dtype: DType.Float64, requiresGrad: true);
        Torch.SetDefaultDevice("meta");

        Autograd.Checkpoint(v => F.Dropout(v) * v, x).Sum().Backward();
        x.Grad.Should().NotBeNull();
        Autograd.Gradcheck(v => v * v, x, fastMode: fastMode, checkForwardAd: true).Should().BeTrue();
    }

    [Fact]
    public void DefaultDevice_IsThatOfItsThread()
    {
        Torch.SetDefaultDevice("meta");
        Device other = default;
        var thread = new Thread(() => other = Torch.GetDefaultDevice());
        thread.Start();
        thread.Join();

        other.Should().Be(Device.Cpu);
    }

    [Fact]
    public void DefaultDevice_Null_IsTheProcessor()
    {
        Torch.SetDefaultDevice("meta");
        Torch.SetDefaultDevice(null);

        Torch.Zeros(1).IsCpu.Should().BeTrue();
    }

    [Theory]
    [InlineData(DeterministicDebugMode.Default, false, false)]
    [InlineData(DeterministicDebugMode.Warn, true, true)]
    [InlineData(DeterministicDebugMode.Error, true, false)]
    public void DeterministicDebugMode_IsReadBack(DeterministicDebugMode mode, bool enabled, bool warnOnly)
    {
        Torch.SetDeterministicDebugMode(mode);

        Torch.GetDeterministicDebugMode().Should().Be(mode);
        Torch.AreDeterministicAlgorithmsEnabled().Should().Be(enabled);
        Torch.IsDeterministicAlgorithmsWarnOnlyEnabled().Should().Be(warnOnly);
    }

    [Fact]
    public void DeterministicDebugMode_OfAnotherNumber_Throws()
    {
        var act = () => Torch.SetDeterministicDebugMode((DeterministicDebugMode)7);

        act.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void UseDeterministicAlgorithms_MakesOthersFail()
    {
        Torch.UseDeterministicAlgorithms(true);
        var act = () => Torch.Zeros(3).Put_(Torch.Tensor([0L, 0L]), Torch.Ones(2), accumulate: false);

        act.Should().Throw<TorchException>().WithMessage("*deterministic*");
    }

    [Fact]
    public void WarnAlways_IsReadBack()
    {
        var before = Torch.IsWarnAlwaysEnabled();
        Torch.SetWarnAlways(!before);

        Torch.IsWarnAlwaysEnabled().Should().Be(!before);

        Torch.SetWarnAlways(before);
    }
}
