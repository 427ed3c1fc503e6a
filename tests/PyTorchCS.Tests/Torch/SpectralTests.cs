using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class SpectralTests : LeakCheck
{
    [Fact]
    public void Stft_WithItsDefaults_CentresEachFrame()
    {
        var x = Torch.Arange(16, dtype: DType.Float64);

        var spectrum = Torch.Stft(x, 8, returnComplex: true);

        spectrum.Should().HaveShape(5, 9);
        // The first frame is 4 3 2 1 0 1 2 3, the last one 12 13 14 15 14 13 12 11: reflected at both ends.
        spectrum[0, 0].Real.Item<double>().Should().Be(16);
        spectrum[0, 8].Real.Item<double>().Should().Be(104);
        x.Stft(8, returnComplex: true).Equal(spectrum).Should().BeTrue();
        Torch.Stft(x, 8, center: true, padMode: PaddingMode.Reflect, returnComplex: true).Equal(spectrum).Should().BeTrue();
    }

    [Fact]
    public void Stft_ByPosition_TakesCenterAfterTheWindow()
    {
        var x = Torch.Arange(16, dtype: DType.Float64);

        x.Stft(8, 4, 8, null, true, returnComplex: true).Should().HaveShape(5, 5);
        x.Stft(8, 4, 8, null, false, returnComplex: true).Should().HaveShape(5, 3);
    }

    [Fact]
    public void Istft_OfStft_GivesTheSignalBack()
    {
        var x = Torch.Arange(16, dtype: DType.Float64);
        var window = Torch.HannWindow(8, dtype: DType.Float64);

        var back = Torch.Istft(Torch.Stft(x, 8, window: window, returnComplex: true), 8, window: window);

        Torch.Allclose(back, x).Should().BeTrue();
    }
}
