using PyTorchCS.NN;
using PyTorchCS.Optim;

namespace PyTorchCS.Training;

/// <summary>Where a training stands; what callbacks are given.</summary>
public sealed class TrainerState
{
    internal TrainerState(Module model, Optimizer optimizer, IReadOnlyList<string> metricNames, int epochs, int? batches)
    {
        Model = model;
        Optimizer = optimizer;
        MetricNames = metricNames;
        Epochs = epochs;
        Batches = batches;
    }

    /// <summary>The model in training.</summary>
    public Module Model { get; }

    /// <summary>The optimizer.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The names of all metrics that are reported, the loss first.</summary>
    public IReadOnlyList<string> MetricNames { get; }

    /// <summary>The running epoch, counted from 1.</summary>
    public int Epoch { get; internal set; }

    /// <summary>How many epochs will be run.</summary>
    public int Epochs { get; }

    /// <summary>How many batches of this epoch are done.</summary>
    public int Batch { get; internal set; }

    /// <summary>How many batches an epoch has; null while that is not known.</summary>
    public int? Batches { get; internal set; }

    /// <summary>How many updates of the parameters were made since the training began.</summary>
    public long Step { get; internal set; }

    /// <summary>The metrics over this epoch's batches so far, as of the last report.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; internal set; } = new Dictionary<string, double>();

    /// <summary>Training samples per second in this epoch, as of the last report.</summary>
    public double SamplesPerSecond { get; internal set; }

    /// <summary>How long all that is left should take; null while that cannot be told.</summary>
    public TimeSpan? Remaining { get; internal set; }

    /// <summary>The learning rate of the optimizer's first group.</summary>
    public double LearningRate => Optimizer.ParamGroups[0].Lr;

    /// <summary>The numbers reported so far.</summary>
    public TrainingHistory History { get; } = new();

    /// <summary>Whether a callback has asked for the end.</summary>
    public bool StopRequested { get; private set; }

    /// <summary>Ends the training after the running step.</summary>
    public void RequestStop() => StopRequested = true;

    /// <summary>Throws where there is no such metric: what watches one should not learn that only after an epoch.</summary>
    internal void RequireMetric(string name)
    {
        if (!MetricNames.Contains(name))
        {
            throw new ArgumentException($"There is no metric '{name}', only {string.Join(", ", MetricNames)}.", nameof(name));
        }
    }
}
