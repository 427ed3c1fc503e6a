using System.Diagnostics;

namespace PyTorchCS.Training;

/// <summary>Measures how fast a training goes and guesses how long the rest will take.</summary>
internal sealed class TrainingClock
{
    private readonly Stopwatch _total = Stopwatch.StartNew();
    private readonly Stopwatch _epoch = new();
    private TimeSpan _trainingBefore;
    private TimeSpan _validation;
    private long _batches;
    private long _epochSamples;

    public TimeSpan Total => _total.Elapsed;

    /// <summary>Samples per second of this epoch's training.</summary>
    public double SamplesPerSecond => _epoch.Elapsed.TotalSeconds is > 0 and double seconds ? _epochSamples / seconds : 0;

    public void StartEpoch()
    {
        _epochSamples = 0;
        _epoch.Restart();
    }

    public void AddBatch(long samples)
    {
        _batches++;
        _epochSamples += samples;
    }

    public void StopEpoch()
    {
        _epoch.Stop();
        _trainingBefore += _epoch.Elapsed;
        _epoch.Reset();
    }

    public void AddValidation(TimeSpan duration) => _validation = duration;

    /// <summary>The time for what is left: batches at the mean speed so far, validations as long as the last one.</summary>
    public TimeSpan? Remaining(TrainerState state)
    {
        if (state.Batches is not { } perEpoch || _batches == 0)
        {
            return null;
        }

        long batches = Math.Max(0, perEpoch - state.Batch) + (long)perEpoch * (state.Epochs - state.Epoch);
        double perBatch = (_trainingBefore + _epoch.Elapsed).TotalSeconds / _batches;
        double seconds = perBatch * batches + _validation.TotalSeconds * (state.Epochs - state.Epoch + 1);
        return seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }
}
