using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class PrintOptionsTests : LeakCheck
{
    [Theory]
    [FixtureData("printing/Options")]
    public void ToString_UnderOptions_LikePyTorch(FixtureCase golden)
    {
        var (set, tensor) = PrintTable.Options[golden.Name];

        set();

        tensor().ToString().Should().Be(golden.Text("text"));
    }

    [Fact]
    public void Table_HasTheGoldensNames() =>
        PrintTable.Options.Keys.Should().BeEquivalentTo(Fixture.Load("printing/Options").Select(c => c.Name));

    [Fact]
    public void SetPrintOptions_KeepsWhatIsNotGiven_ButTheScientificMode()
    {
        Torch.SetPrintOptions(precision: 1, sciMode: true);
        Torch.Tensor([1.5f]).ToString().Should().Be("tensor([1.5e+00])");

        Torch.SetPrintOptions(linewidth: 100);

        Torch.Tensor([1.5f]).ToString().Should().Be("tensor([1.5])");
    }

    [Fact]
    public void SetPrintOptions_NoEdges_ShowsNothingOfWhatIsSummarised()
    {
        Torch.SetPrintOptions(edgeitems: 0);

        Torch.Ones(2000).ToString().Should().Be("tensor([...])");
        Torch.Ones([40, 50], dtype: DType.Float64).ToString().Should().Be("tensor([...], dtype=torch.float64)");
        Torch.Ones(2).ToString().Should().Be("tensor([1., 1.])");
    }

    [Fact]
    public void SetPrintOptions_WhileOthersPrint_GivesEachOneStateOfAll()
    {
        // Where a printer saw the options of two states, the text would be neither of the two.
        var tensor = Torch.Arange(20, dtype: DType.Float32) / 8;
        Torch.SetPrintOptions(precision: 1, threshold: 5, edgeitems: 2);
        var first = tensor.ToString();
        Torch.SetPrintOptions(precision: 6, threshold: 1000, edgeitems: 3);
        var second = tensor.ToString();
        var isOver = false;
        var setter = new Thread(() =>
        {
            while (!Volatile.Read(ref isOver))
            {
                Torch.SetPrintOptions(precision: 1, threshold: 5, edgeitems: 2);
                Torch.SetPrintOptions(precision: 6, threshold: 1000, edgeitems: 3);
            }
        });
        setter.Start();

        var texts = Enumerable.Range(0, 300).Select(_ => tensor.ToString()).ToHashSet();
        Volatile.Write(ref isOver, true);
        setter.Join();

        texts.Should().BeSubsetOf([first, second]);
    }

    [Fact]
    public void SetPrintOptions_OfTwoThreads_KeepsBoth()
    {
        for (var i = 1; i <= 200; i++)
        {
            Parallel.Invoke(() => Torch.SetPrintOptions(precision: i % 7), () => Torch.SetPrintOptions(edgeitems: i));

            PrintOptions.Current.Should().Be(new PrintOptions(Precision: i % 7, Edgeitems: i));
        }
    }

    protected override void Dispose(bool disposing)
    {
        Torch.SetPrintOptions(profile: PrintProfile.Default);
        base.Dispose(disposing);
    }
}
