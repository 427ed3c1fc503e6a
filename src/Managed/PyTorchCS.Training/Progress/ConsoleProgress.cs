using Spectre.Console;

namespace PyTorchCS.Training;

/// <summary>Shows a training on the console: a moving bar on a terminal, plain lines where the output is a file or a pipe.</summary>
public sealed class ConsoleProgress : ITrainerCallback
{
    private readonly ITrainerCallback _view;

    /// <summary>Shows a training on standard output.</summary>
    /// <param name="unit">What one sample is called, in the plural.</param>
    /// <param name="interval">The least time between two plain lines within an epoch; by default 5 seconds.</param>
    /// <param name="validationName">What the numbers on the validation batches are called.</param>
    public ConsoleProgress(string unit = "samples", TimeSpan? interval = null, string validationName = "validation")
        : this(new ProgressText(unit, validationName), interval, AnsiConsole.Console, Console.Out, live: !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive)
    {
    }

    internal ConsoleProgress(ProgressText text, TimeSpan? interval, IAnsiConsole console, TextWriter output, bool live)
    {
        _view = live ? new LiveProgress(console, text) : new PlainProgress(output, text, interval ?? TimeSpan.FromSeconds(5));
    }

    /// <inheritdoc/>
    public void OnFitStart(TrainerState state) => _view.OnFitStart(state);

    /// <inheritdoc/>
    public void OnEpochStart(TrainerState state) => _view.OnEpochStart(state);

    /// <inheritdoc/>
    public void OnStep(TrainerState state) => _view.OnStep(state);

    /// <inheritdoc/>
    public void OnReport(TrainerState state) => _view.OnReport(state);

    /// <inheritdoc/>
    public void OnEpochEnd(TrainerState state, EpochRecord epoch) => _view.OnEpochEnd(state, epoch);

    /// <inheritdoc/>
    public void OnFitEnd(TrainerState state) => _view.OnFitEnd(state);
}
