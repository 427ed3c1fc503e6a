using System.Globalization;
using FluentAssertions;
using PyTorchCS.Testing;
using Spectre.Console;
using Xunit;

namespace PyTorchCS.Training.Tests.Progress;

public sealed class ConsoleProgressTests : LeakCheck
{
    private static readonly ProgressText Text = new("images", "test");

    [Fact]
    public void Plain_EachReport_HasLossMetricSpeedAndTimeLeft()
    {
        string[] lines = Train(live: false, interval: TimeSpan.Zero).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        lines[0].Should().MatchRegex(@"^epoch 1/2  batch 1/2  loss \d\.\d{4}  accuracy \d\.\d{4}  [\d,]+ images/s  left \d\d:\d\d$");
        lines.Where(line => line.Contains("batch 2/2", StringComparison.Ordinal)).Should().NotBeEmpty();
    }

    [Fact]
    public void Plain_EachEpochsEnd_HasTrainingAndValidation() =>
        Train(live: false, interval: TimeSpan.FromHours(1)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().SatisfyRespectively(
            line => line.Should().MatchRegex(@"^epoch 1/2  loss \d\.\d{4}  accuracy \d\.\d{4}  \|  test  loss \d\.\d{4}  accuracy \d\.\d{4}  \|  [\d,]+ \w+/s  \d+\.\d s$"),
            line => line.Should().StartWith("epoch 2/2  loss"));

    [Fact]
    public void Plain_OtherCulture_ChangesNothing()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Train(live: false, interval: TimeSpan.FromHours(1)).Should().MatchRegex(@"loss \d\.\d{4}");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Live_OnATerminal_DrawsABarForEachEpoch()
    {
        string drawn = Train(live: true);

        drawn.Should().Contain("\u001b[").And.Contain("100%");
        drawn.Should().MatchRegex(@"epoch 1/2\s+loss").And.MatchRegex(@"epoch 2/2\s+loss");
    }

    [Fact]
    public void Live_ExceptionInTheTraining_EndsTheDisplay()
    {
        using StringWriter output = new();
        Watcher fail = new() { Step = _ => throw new InvalidOperationException("enough") };
        NN.Sequential model = TinyTask.Model();
        Trainer trainer = new(model, new Optim.SGD(model.Parameters(), lr: 0.1), new NN.CrossEntropyLoss()) { Progress = Create(output, live: true), Callbacks = [fail] };

        trainer.Invoking(it => it.Fit(TinyTask.Loader(), 1)).Should().Throw<InvalidOperationException>().WithMessage("enough");
        trainer.Invoking(it => it.Fit(TinyTask.Loader(), 1)).Should().Throw<InvalidOperationException>("the display can begin again").WithMessage("enough");
    }

    private static string Train(bool live, TimeSpan? interval = null)
    {
        using StringWriter output = new();
        NN.Sequential model = TinyTask.Model();
        Trainer trainer = new(model, new Optim.SGD(model.Parameters(), lr: 0.1), new NN.CrossEntropyLoss())
        {
            Progress = Create(output, live, interval), Metrics = [new Accuracy()], Options = new TrainerOptions { LogInterval = 1 },
        };
        trainer.Fit(TinyTask.Loader(batchSize: 25), 2, TinyTask.Loader(batchSize: 25));
        return output.ToString();
    }

    private static ConsoleProgress Create(StringWriter output, bool live, TimeSpan? interval = null)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 200;
        return new ConsoleProgress(Text, interval, console, output, live);
    }
}
