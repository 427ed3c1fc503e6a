using System.Globalization;
using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class TensorFormattingTests : LeakCheck
{
    [Theory]
    [FixtureData("printing/Tensors")]
    public void ToString_LikePyTorch(FixtureCase golden) => PrintTable.Tensors[golden.Name]().ToString().Should().Be(golden.Text("text"));

    [Theory]
    [InlineData("de-DE")]
    [InlineData("fa-IR")]
    public void ToString_InAnotherCulture_IsTheSame(string culture)
    {
        var before = CultureInfo.CurrentCulture;
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

        large.ToString().Should().Be("tensor([0., 0., 0.,  ..., 0., 0., 1.])");
    }

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
