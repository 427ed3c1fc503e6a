using System.Diagnostics;
using PyTorchCS.Optim;

namespace PyTorchCS.Training;

/// <summary>One run of <see cref="Trainer{TBatch}.Fit"/>.</summary>
internal sealed class FitLoop<TBatch>
{
    private readonly Trainer<TBatch> _trainer;
    private readonly TrainerOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly MetricSet _metrics;
    private readonly GradientWindow _window;
    private readonly TrainerState _state;
    private readonly TrainingClock _clock = new();
    private readonly ITrainerCallback[] _callbacks;
    private double _lastLearningRate;

    public FitLoop(Trainer<TBatch> trainer, int epochs, int? batches, CancellationToken cancellation)
    {
        _trainer = trainer;
        _options = trainer.Options;
        _cancellation = cancellation;
        _metrics = new MetricSet(trainer.Metrics);
        _window = new GradientWindow(trainer.Optimizer, _options);
        _state = new TrainerState(trainer.Model, trainer.Optimizer, _metrics.Names, epochs, batches);
        _callbacks = trainer.Progress is { } progress ? [.. trainer.Callbacks, progress] : [.. trainer.Callbacks];
    }

    private bool Ending => _cancellation.IsCancellationRequested || _state.StopRequested;

    public FitResult Run(BatchSource<TBatch> source, IEnumerable<TBatch>? validation)
    {
        if (_trainer.Scheduler is ReduceLROnPlateau)
        {
            _state.RequireMetric(_options.Monitor);
        }

        try
        {
            Notify(callback => callback.OnFitStart(_state));
            while (_state.Epoch < _state.Epochs && !Ending)
            {
                RunEpoch(source, validation);
            }
        }
        finally
        {
            _trainer.IsWithinEpoch = false;
            _metrics.DropLosses();
            Notify(callback => callback.OnFitEnd(_state));
        }

        bool completed = _state.History.Epochs.Count == _state.Epochs;
        StopReason reason = completed ? StopReason.Completed : _state.StopRequested ? StopReason.Stopped : StopReason.Cancelled;
        return new FitResult(reason, _state.History, _state.Step, _clock.Total);
    }

    private void RunEpoch(BatchSource<TBatch> source, IEnumerable<TBatch>? validation)
    {
        long start = Stopwatch.GetTimestamp();
        _state.Epoch++;
        _state.Batch = 0;
        _metrics.Reset(_trainer.TargetDevice);
        _trainer.IsWithinEpoch = true;
        Notify(callback => callback.OnEpochStart(_state));

        _clock.StartEpoch();
        bool finished = TrainOnBatches(source);
        IReadOnlyDictionary<string, double> training = Report();
        _trainer.IsWithinEpoch = false;
        _clock.StopEpoch();
        if (!finished)
        {
            return;
        }

        _state.Batches = _state.Batch;
        IReadOnlyDictionary<string, double>? validated = null;
        if (validation is not null)
        {
            if (_trainer.Validate(validation, _cancellation) is not { } result)
            {
                return;
            }

            validated = result.Metrics;
            _clock.AddValidation(result.Duration);
        }

        EpochRecord record = new(_state.Epoch, training, validated, _lastLearningRate, Stopwatch.GetElapsedTime(start));
        _state.History.Add(record);
        if (_options.SchedulerInterval == SchedulerInterval.Epoch)
        {
            StepScheduler(record);
        }

        Notify(callback => callback.OnEpochEnd(_state, record));
    }

    /// <summary>Whether all batches were run; false where the training is to end before.</summary>
    private bool TrainOnBatches(BatchSource<TBatch> source)
    {
        bool finished = true;
        foreach (TBatch batch in source.Batches())
        {
            if (Ending)
            {
                finished = false;
                break;
            }

            TrainOnBatch(batch);
        }

        // What is left in the window is a whole update of fewer batches, not something to lose.
        if (!_window.IsEmpty)
        {
            Update();
        }

        return finished;
    }

    private void TrainOnBatch(TBatch batch)
    {
        using (TensorScope scope = Torch.Scope())
        {
            StepOutput output = _trainer.RunStep(batch);
            _window.Backward(output);
            Gather(output.Detached(), scope);
        }

        // Callbacks and the scheduler run outside the scope of the step: tensors that they make are theirs.
        if (_window.IsFull)
        {
            Update();
        }

        if (_state.Batch % _options.LogInterval == 0)
        {
            Report();
        }
    }

    private void Gather(StepOutput output, TensorScope scope)
    {
        using var noGradients = Torch.NoGrad();
        _metrics.Update(output);
        _metrics.KeepLoss(scope.Keep(output.Loss));
        _clock.AddBatch(output.Samples);
        _state.Batch++;
    }

    private void Update()
    {
        _lastLearningRate = _state.LearningRate;
        using (Torch.Scope())
        {
            _window.Apply();
        }

        _state.Step++;
        if (_options.SchedulerInterval == SchedulerInterval.Step)
        {
            _trainer.Scheduler?.Step();
        }

        Notify(callback => callback.OnStep(_state));
    }

    private IReadOnlyDictionary<string, double> Report()
    {
        (_state.Metrics, double[] losses) = _metrics.Fetch();
        _state.History.AddLosses(losses);
        _state.SamplesPerSecond = _clock.SamplesPerSecond;
        _state.Remaining = _clock.Remaining(_state);
        Notify(callback => callback.OnReport(_state));
        return _state.Metrics;
    }

    private void StepScheduler(EpochRecord epoch)
    {
        if (_trainer.Scheduler is ReduceLROnPlateau plateau)
        {
            plateau.Step(epoch.Metric(_options.Monitor));
        }
        else
        {
            _trainer.Scheduler?.Step();
        }
    }

    private void Notify(Action<ITrainerCallback> call)
    {
        foreach (ITrainerCallback callback in _callbacks)
        {
            call(callback);
        }
    }
}
