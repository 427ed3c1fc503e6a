namespace PyTorchCS.Training;

/// <summary>The loss and the user's metrics; reads all their numbers back from the device at once.</summary>
internal sealed class MetricSet
{
    private readonly IMetric[] _metrics;
    private readonly List<Tensor> _losses = [];
    private Device _device = Device.Cpu;

    public MetricSet(IEnumerable<IMetric> metrics)
    {
        _metrics = [new MeanLoss(), .. metrics];
        string? twice = _metrics.GroupBy(metric => metric.Name).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (twice is not null)
        {
            throw new ArgumentException($"Trainer: two metrics are called '{twice}'.", nameof(metrics));
        }
    }

    public IReadOnlyList<string> Names => Array.ConvertAll(_metrics, metric => metric.Name);

    public void Reset(Device device)
    {
        DropLosses();
        _device = device;
        foreach (IMetric metric in _metrics)
        {
            metric.Reset(device);
        }
    }

    public void Update(StepOutput output)
    {
        foreach (IMetric metric in _metrics)
        {
            metric.Update(output);
        }
    }

    /// <summary>Keeps a batch's loss on the device until the next <see cref="Fetch"/>; it must outlive the step's scope.</summary>
    public void KeepLoss(Tensor loss) => _losses.Add(loss);

    public void DropLosses()
    {
        foreach (Tensor loss in _losses)
        {
            loss.Dispose();
        }

        _losses.Clear();
    }

    /// <summary>The metrics by name and the losses kept since the last time; waits for the device once.</summary>
    public (IReadOnlyDictionary<string, double> Metrics, double[] Losses) Fetch()
    {
        using TensorScope scope = Torch.Scope();
        Tensor[] numbers = [.. _metrics.Select(metric => metric.Compute()).Concat(_losses).Select(tensor => AsNumber(tensor))];
        double[] values = Torch.Cat(numbers).ToArray<double>();
        DropLosses();

        Dictionary<string, double> metrics = [];
        for (int i = 0; i < _metrics.Length; i++)
        {
            metrics[_metrics[i].Name] = values[i];
        }

        return (metrics, values[_metrics.Length..]);
    }

    private Tensor AsNumber(Tensor tensor) => tensor.Detach().To(_device, DType.Float64).Reshape(1);
}
