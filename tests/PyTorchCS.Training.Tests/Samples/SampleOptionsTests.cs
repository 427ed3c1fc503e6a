using FashionMnistSample;
using FluentAssertions;
using Xunit;

namespace PyTorchCS.Training.Tests.Samples;

public sealed class SampleOptionsTests
{
    [Fact]
    public void Parse_Nothing_IsTheDefaultRun()
    {
        SampleOptions options = SampleOptions.Parse([]);

        options.Should().Be(new SampleOptions());
        options.TrainLimit.Should().BeNull();
    }

    [Fact]
    public void Parse_AllOptions_AreTaken() =>
        SampleOptions.Parse(["--epochs", "3", "--batch-size", "32", "--lr", "1e-3", "--train-limit", "100", "--seed", "-5", "--device", "cuda:1", "--threads", "2", "--data", "d", "--out", "o"])
            .Should().Be(new SampleOptions
            {
                Epochs = 3, BatchSize = 32, Lr = 1e-3, TrainLimit = 100, Seed = -5, Device = "cuda:1", Threads = 2, Data = "d", Out = "o",
            });

    [Fact]
    public void Parse_EqualsSign_IsTheSame() =>
        SampleOptions.Parse(["--epochs=3", "--out=a=b"]).Should().Be(new SampleOptions { Epochs = 3, Out = "a=b" });

    [Fact]
    public void Parse_Quick_IsSmallUnlessSaidOtherwise()
    {
        SampleOptions.Parse(["--quick"]).Should().Be(new SampleOptions { Epochs = 1, TrainLimit = 6000 });
        SampleOptions.Parse(["--epochs", "2", "--quick"]).Should().Be(new SampleOptions { Epochs = 2, TrainLimit = 6000 });
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Parse_Help_IsAsked(string option) => SampleOptions.Parse([option]).Help.Should().BeTrue();

    [Theory]
    [InlineData("there is no option '--epoch'", "--epoch", "3")]
    [InlineData("there is no option 'train'", "train")]
    [InlineData("--epochs needs a value", "--epochs")]
    [InlineData("--epochs needs a value", "--epochs", "--quick")]
    [InlineData("--epochs needs a whole number of at least 1, not '0'", "--epochs", "0")]
    [InlineData("--epochs needs a whole number of at least 1, not '-1'", "--epochs", "-1")]
    [InlineData("--epochs needs a whole number of at least 1, not '2.5'", "--epochs", "2.5")]
    [InlineData("--batch-size needs a whole number of at least 1, not 'x'", "--batch-size", "x")]
    [InlineData("--train-limit needs a whole number of at least 1, not '0'", "--train-limit", "0")]
    [InlineData("--threads needs a whole number of at least 1, not '0'", "--threads", "0")]
    [InlineData("--lr needs a number above 0, not '0'", "--lr", "0")]
    [InlineData("--lr needs a number above 0, not 'NaN'", "--lr", "NaN")]
    [InlineData("--lr needs a number above 0, not 'Infinity'", "--lr", "Infinity")]
    [InlineData("--seed needs a whole number, not '1.5'", "--seed", "1.5")]
    [InlineData("--device needs cpu, cuda or cuda:N, not 'gpu'", "--device", "gpu")]
    [InlineData("--device needs cpu, cuda or cuda:N, not 'cuda:x'", "--device", "cuda:x")]
    [InlineData("--device needs cpu, cuda or cuda:N, not 'cuda:300'", "--device", "cuda:300")]
    [InlineData("--out needs a value", "--out=")]
    [InlineData("--quick takes no value", "--quick=1")]
    public void Parse_Senseless_SaysWhatIsWrong(string message, params string[] arguments) =>
        FluentActions.Invoking(() => SampleOptions.Parse(arguments)).Should().Throw<OptionException>().WithMessage(message);

    [Fact]
    public void Usage_NamesEveryOption() =>
        SampleOptions.Usage.Should().ContainAll("--epochs", "--batch-size", "--lr", "--train-limit", "--seed", "--device", "--threads", "--data", "--out", "--quick", "--help");
}
