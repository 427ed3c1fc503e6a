namespace PyTorchCS.Training;

/// <summary>A number that is gathered over batches.</summary>
/// <remarks>
/// To keep a GPU busy, gather in tensors on its device and read nothing back: the trainer fetches all metrics together, once a
/// report. <see cref="Reset"/> runs outside the scope of a step, so tensors made there last until the next one.
/// </remarks>
public interface IMetric
{
    /// <summary>The name under which the number is reported.</summary>
    string Name { get; }

    /// <summary>Begins anew.</summary>
    /// <param name="device">Where the batches will be.</param>
    void Reset(Device device);

    /// <summary>Takes in one batch; <paramref name="output"/> has no graph.</summary>
    void Update(StepOutput output);

    /// <summary>The number over all batches since <see cref="Reset"/>: a tensor with one element, NaN where there was no batch.</summary>
    Tensor Compute();
}
