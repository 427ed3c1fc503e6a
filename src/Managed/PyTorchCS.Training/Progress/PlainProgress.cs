using System.Diagnostics;

namespace PyTorchCS.Training;

/// <summary>One line now and then, for files and pipes.</summary>
internal sealed class PlainProgress(TextWriter output, ProgressText text, TimeSpan interval) : ITrainerCallback
{
    private long _lastLine;

    public void OnFitStart(TrainerState state) => _lastLine = Stopwatch.GetTimestamp();

    public void OnReport(TrainerState state)
    {
        if (Stopwatch.GetElapsedTime(_lastLine) < interval)
        {
            return;
        }

        _lastLine = Stopwatch.GetTimestamp();
        Write($"{ProgressText.Epoch(state.Epoch, state.Epochs)}  {ProgressText.Batch(state)}  {text.Running(state)}");
    }

    public void OnEpochEnd(TrainerState state, EpochRecord epoch) =>
        Write($"{ProgressText.Epoch(epoch.Epoch, state.Epochs)}  {text.Finished(state, epoch)}");

    private void Write(string line)
    {
        output.WriteLine(line);
        // A reader of the pipe should see the line now, not with the next four kilobytes.
        output.Flush();
    }
}
