using System.Diagnostics;
using PyTorchCS.NN;
using PyTorchCS.Optim;

namespace PyTorchCS.Training;

/// <summary>Runs a training loop over batches of any kind; what one step computes is a function of yours.</summary>
/// <typeparam name="TBatch">What the loader yields.</typeparam>
/// <remarks>
/// For each batch: forward pass by the step function, backward pass, and once a window of
/// <see cref="TrainerOptions.AccumulationSteps"/> batches is full: clipping, update, cleared gradients. Each step has a
/// <see cref="Torch.Scope()"/> of its own, which ends before callbacks are called, and batches that a data loader made without a
/// collate function are freed after it. Afterwards the modes of the model's modules and the gradient mode are what they were.
/// </remarks>
public class Trainer<TBatch>
{
    private readonly Func<TBatch, StepOutput> _step;

    /// <summary>A trainer of <paramref name="model"/>.</summary>
    /// <param name="model">The model, whose mode is switched.</param>
    /// <param name="optimizer">Updates the parameters.</param>
    /// <param name="step">Computes the loss of a batch, and output and target where metrics are wanted.</param>
    public Trainer(Module model, Optimizer optimizer, Func<TBatch, StepOutput> step)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(step);
        Model = model;
        Optimizer = optimizer;
        _step = step;
    }

    /// <summary>The model.</summary>
    public Module Model { get; }

    /// <summary>The optimizer.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>How the loop runs.</summary>
    public TrainerOptions Options { get; init; } = new();

    /// <summary>Steps after each epoch, or after each update, by <see cref="TrainerOptions.SchedulerInterval"/>.</summary>
    public LRScheduler? Scheduler { get; init; }

    /// <summary>What is reported beside the loss.</summary>
    public IReadOnlyList<IMetric> Metrics { get; init; } = [];

    /// <summary>What is called on the way.</summary>
    public IReadOnlyList<ITrainerCallback> Callbacks { get; init; } = [];

    /// <summary>Shows how far the training is; null shows nothing.</summary>
    public ITrainerCallback? Progress { get; init; } = new ConsoleProgress();

    /// <summary>Trains for some epochs.</summary>
    /// <param name="loader">The training batches; enumerated once an epoch.</param>
    /// <param name="epochs">How many epochs; at least one.</param>
    /// <param name="validation">The batches to evaluate on after each epoch.</param>
    /// <param name="cancellation">Ends the training after the running step.</param>
    /// <returns>What was reported, and whether the training was cancelled. An epoch that was not finished has no record.</returns>
    public FitResult Fit(IEnumerable<TBatch> loader, int epochs, IEnumerable<TBatch>? validation = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(loader);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epochs);
        ThrowIfMetricsGather();
        Options.Validate();
        if (Scheduler is ReduceLROnPlateau && Options.SchedulerInterval != SchedulerInterval.Epoch)
        {
            throw new InvalidOperationException("Trainer: ReduceLROnPlateau needs a metric of a whole epoch: set SchedulerInterval to Epoch.");
        }

        TargetDevice = FindDevice();

        using ModeGuard modes = new(Model);
        using InterruptGuard interrupt = new(Options.HandleCtrlC, cancellation);
        using var gradients = Torch.EnableGrad();
        Model.Train();
        Optimizer.ZeroGrad();
        BatchSource<TBatch> source = new(loader);
        FitLoop<TBatch> loop = new(this, epochs, source.Count, interrupt.Token);
        return loop.Run(source, validation);
    }

    /// <summary>Computes loss and metrics over batches, in evaluation mode and without gradients.</summary>
    /// <returns>The numbers by name.</returns>
    /// <exception cref="InvalidOperationException">
    /// Called by a callback of this trainer within an epoch, whose metrics it would begin anew.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled before the last batch.</exception>
    public IReadOnlyDictionary<string, double> Evaluate(IEnumerable<TBatch> loader, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(loader);
        ThrowIfMetricsGather();
        TargetDevice = FindDevice();
        MetricSet metrics = new(Metrics);
        metrics.Reset(TargetDevice);
        RunWithoutGradients(loader, (batch, _) => metrics.Update(RunStep(batch)), cancellation);
        return metrics.Fetch().Metrics;
    }

    /// <summary>The outputs for all batches, joined along the first dimension, in evaluation mode and without gradients.</summary>
    /// <exception cref="ArgumentException">The loader yields nothing.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the last batch.</exception>
    public Tensor Predict(IEnumerable<TBatch> loader, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(loader);
        TargetDevice = FindDevice();
        using TensorScope scope = Torch.Scope();
        List<Tensor> outputs = [];
        RunWithoutGradients(loader, (batch, step) => outputs.Add(step.Keep(PredictBatch(batch).Detach())), cancellation);
        return outputs.Count == 0
            ? throw new ArgumentException("Predict: the loader yields no batch.", nameof(loader))
            : scope.Keep(Torch.Cat([.. outputs]));
    }

    /// <summary>The model's output for a batch; by default what the step function returns as output.</summary>
    /// <exception cref="InvalidOperationException">The step function returns no output.</exception>
    protected virtual Tensor PredictBatch(TBatch batch) =>
        _step(batch).Output ?? throw new InvalidOperationException("Predict: the step function returns no output.");

    /// <summary>Where batches and metrics belong: <see cref="TrainerOptions.Device"/>, else where the first parameter is.</summary>
    protected internal Device TargetDevice { get; private set; } = Device.Cpu;

    /// <summary>Whether the metrics are gathering over the batches of a training epoch.</summary>
    internal bool IsWithinEpoch { get; set; }

    /// <summary>Runs the step function and checks what it returns.</summary>
    internal StepOutput RunStep(TBatch batch)
    {
        StepOutput output = _step(batch);
        if (output.Loss is null || output.Loss.Numel() != 1)
        {
            string shape = output.Loss is null ? "null" : $"a tensor of shape [{string.Join(", ", output.Loss.Shape)}]";
            throw new InvalidOperationException($"Trainer: the step function must return a loss of one number, it returned {shape}.");
        }

        return output;
    }

    /// <summary>Evaluates between two epochs; null when that was cancelled.</summary>
    internal (IReadOnlyDictionary<string, double> Metrics, TimeSpan Duration)? Validate(IEnumerable<TBatch> loader, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            return (Evaluate(loader, cancellation), Stopwatch.GetElapsedTime(start));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private void RunWithoutGradients(IEnumerable<TBatch> loader, Action<TBatch, TensorScope> run, CancellationToken cancellation)
    {
        using ModeGuard modes = new(Model);
        using var noGradients = Torch.NoGrad();
        Model.Eval();
        foreach (TBatch batch in new BatchSource<TBatch>(loader).Batches())
        {
            cancellation.ThrowIfCancellationRequested();
            using TensorScope scope = Torch.Scope();
            run(batch, scope);
        }
    }

    private void ThrowIfMetricsGather()
    {
        if (IsWithinEpoch && Metrics.Count > 0)
        {
            throw new InvalidOperationException("Trainer: the metrics are gathering over an epoch; use OnEpochEnd for a run of your own.");
        }
    }

    /// <summary>Asked once a run: walking through the model for each batch would cost more than a small step.</summary>
    private Device FindDevice() => Options.Device ?? Model.Parameters().FirstOrDefault()?.Device ?? Device.Cpu;
}
