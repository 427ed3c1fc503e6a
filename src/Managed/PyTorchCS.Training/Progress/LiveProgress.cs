using Spectre.Console;

namespace PyTorchCS.Training;

/// <summary>A bar for each epoch on a terminal, drawn by Spectre.Console.</summary>
/// <remarks>The library wants to call what it shows; here it is called, so its display runs as a task until the training ends.</remarks>
internal sealed class LiveProgress(IAnsiConsole console, ProgressText text) : ITrainerCallback
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(250);

    private TaskCompletionSource? _finished;
    private Task? _display;
    private ProgressContext? _context;
    private ProgressTask? _bar;

    public void OnFitStart(TrainerState state)
    {
        TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<ProgressContext> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Progress progress = console.Progress().AutoClear(false).HideCompleted(false)
            .Columns(new ProgressBarColumn { Width = 20 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left });
        progress.RefreshRate = RefreshInterval;

        // On a thread of the pool: a display that draws on the caller's would wait for a training that waits for it.
        Task display = Task.Run(() => progress.StartAsync(async context =>
        {
            started.SetResult(context);
            await finished.Task.ConfigureAwait(false);
        }));
        Task.WhenAny(started.Task, display).GetAwaiter().GetResult();
        if (started.Task.IsCompletedSuccessfully)
        {
            (_context, _finished, _display) = (started.Task.Result, finished, display);
        }
    }

    public void OnEpochStart(TrainerState state)
    {
        _bar = _context?.AddTask(Markup.Escape(ProgressText.Epoch(state.Epoch, state.Epochs)), autoStart: true, maxValue: state.Batches ?? 1);
        _bar?.IsIndeterminate = state.Batches is null;
    }

    public void OnStep(TrainerState state)
    {
        if (state.Batches is not null)
        {
            _bar?.Value = state.Batch;
        }
    }

    public void OnReport(TrainerState state) =>
        Describe($"{ProgressText.Epoch(state.Epoch, state.Epochs)}  {text.Running(state)}");

    public void OnEpochEnd(TrainerState state, EpochRecord epoch)
    {
        Describe($"{ProgressText.Epoch(epoch.Epoch, state.Epochs)}  {text.Finished(state, epoch)}");
        if (_bar is { } bar)
        {
            bar.IsIndeterminate = false;
            bar.Value = bar.MaxValue;
            bar.StopTask();
        }
    }

    public void OnFitEnd(TrainerState state)
    {
        _bar?.StopTask();
        _finished?.SetResult();
        _display?.GetAwaiter().GetResult();
        (_context, _finished, _display, _bar) = (null, null, null, null);
    }

    private void Describe(string line) => _bar?.Description = Markup.Escape(line);
}
