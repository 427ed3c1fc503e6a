using System.Globalization;
using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class TensorFormattingTests : LeakCheck
{
    [Theory]
    [FixtureData("printing/Tensors")]
    public void ToString_LikePyTorch(FixtureCase golden)
    {
        using var level = ForwardAd.DualLevel();
        PrintTable.Tensors[golden.Name]().ToString().Should().Be(golden.Text("text"));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("fa-IR")]
    public void ToString_InAnotherCulture_IsTheSame(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        using var level = ForwardAd.DualLevel();
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            foreach (var golden in Fixture.Load("printing/Tensors"))
            {
                PrintTable.Tensors[golden.Name]().ToString().Should().Be(golden.Text("text"), golden.Name);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Table_HasTheGoldensNames() =>
        PrintTable.Tensors.Keys.Should().BeEquivalentTo(Fixture.Load("printing/Tensors").Select(c => c.Name));

    [Fact]
    public void ToString_OfALargeTensor_ReadsOnlyItsEdges()
    {
        var large = Torch.Zeros(10_000_000);
        large.Set(1, -1);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var text = large.ToString();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        text.Should().Be("tensor([0., 0., 0.,  ..., 0., 0., 1.])");
        allocated.Should().BeLessThan(1 << 20);
    }

    [Fact]
    public void ToString_OfPackedFourBitNumbers_ShowsTheirBytes() =>
        Torch.Tensor(new byte[] { 1, 255 }).View(DType.Float4E2m1fnX2).ToString().Should().Be("tensor([  1, 255], dtype=torch.float4_e2m1fn_x2)");

    [Fact]
    public void ToString_OfAViewWithAHistoryThatIsAnError_DoesNotThrow()
    {
        var leaf = Torch.Ones([2], requiresGrad: true);
        using (Torch.NoGrad())
        {
            var view = leaf.View(2).Add_(1);
            using var recording = Torch.EnableGrad();
            view.ToString().Should().Be("tensor([2., 2.], grad_fn=<Invalid>)");
        }
    }

    [Theory]
    [InlineData(DType.Uint16, "tensor([0, 0, 0,  ..., 0, 0, 0], dtype=torch.uint16)")]
    [InlineData(DType.Uint64, "tensor([0, 0, 0,  ..., 0, 0, 0], dtype=torch.uint64)")]
    [InlineData(DType.Float8E5m2, "tensor([0., 0., 0.,  ..., 0., 0., 0.], dtype=torch.float8_e5m2)")]
    [InlineData(DType.Complex64, "tensor([0.+0.j, 0.+0.j, 0.+0.j,  ..., 0.+0.j, 0.+0.j, 0.+0.j])")]
    public void ToString_OfALargeTensorOfARareType_ShowsItsEdges(DType dtype, string text) =>
        Torch.Zeros([2000], dtype: dtype).ToString().Should().Be(text);

    [Fact]
    public void ToString_OfAParameter_SaysSo()
    {
        var text = new Parameter(Torch.Zeros(2)).ToString();

        text.Should().Be("Parameter containing:\ntensor([0., 0.], requires_grad=True)");
    }

    [Fact]
    public void ToString_OfADisposedTensor_DoesNotThrow()
    {
        var tensor = Torch.Zeros(2);
        tensor.Dispose();

        tensor.ToString().Should().Contain("disposed");
    }
}
