using System.Runtime.InteropServices;
using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

/// <summary>Operators whose arguments no row can write down: files, graphs, and views of something else.</summary>
public sealed class OpSpecialTests : LeakCheck
{
    [Fact]
    [Covers("slice_inverse")]
    public void SliceInverse_GivesWhatTheSliceWasTakenFrom()
    {
        var whole = Torch.Arange(15, dtype: DType.Float64).Reshape(5, 3);

        var again = whole.Narrow(0, 1, 3).SliceInverse(whole, 0, 1, 4);

        again.Should().BeEqualTo(whole);
        again.Storage.Should().Be(whole.Storage);
    }

    [Fact]
    [Covers("from_file", "from_file.out")]
    public void FromFile_ReadsTheFilesNumbers()
    {
        var path = Path.GetTempFileName();
        try
        {
            double[] numbers = [0.5, -1, 2, 3.25];
            File.WriteAllBytes(path, MemoryMarshal.AsBytes<double>(numbers).ToArray());
            var given = Torch.Empty([4], dtype: DType.Float64);

            using var read = Torch.FromFile(path, shared: false, size: 4, dtype: DType.Float64);
            Torch.FromFile(path, shared: false, size: 4, @out: given).Should().BeSameAs(given);

            read.Should().HaveValues(numbers);
            given.Should().HaveValues(numbers);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    [Covers("normal.out")]
    public void NormalOut_DrawsWhatNormalInPlaceDraws()
    {
        var (x, given) = (Torch.Zeros(8), Torch.Zeros(8));

        Torch.ManualSeed(3);
        Ops.NormalOut(x, given, 0.5, 2).Should().BeSameAs(given);
        Torch.ManualSeed(3);

        given.Should().BeEqualTo(x.Normal_(0.5, 2));
    }

    [Fact]
    [Covers("retain_grad")]
    public void RetainGrad_KeepsTheGradientOfAResult()
    {
        var x = Torch.Ones([2], requiresGrad: true);
        var twice = x * 2;

        Ops.RetainGrad(twice);
        twice.Sum().Backward();

        twice.Grad.Should().HaveValues(1, 1);
    }

    [Fact]
    [Covers("set_data")]
    public void SetData_GivesATensorOtherNumbers()
    {
        var (x, y) = (Torch.Zeros(2), Torch.Ones(3));

        Ops.SetData(x, y);

        x.Should().BeEqualTo(y);
        x.Storage.Should().Be(y.Storage);
    }

    [Fact]
    [Covers("to_mkldnn")]
    public void ToMkldnn_AndBack_KeepsTheNumbers()
    {
        var x = Torch.Randn(2, 3);

        var mkldnn = x.ToMkldnn();

        mkldnn.Layout.Should().Be(Layout.Mkldnn);
        mkldnn.ToDense().Should().BeEqualTo(x);
    }
}
