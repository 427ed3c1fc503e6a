using PyTorchCS.NN;

namespace PyTorchCS.Training;

/// <summary>The step of a batch <c>[input, target]</c>: both brought to the model's device, the model run, the loss computed.</summary>
internal sealed class SupervisedStep
{
    private readonly Module<Tensor, Tensor> _model;
    private readonly Func<Tensor, Tensor, Tensor> _lossFunction;

    public SupervisedStep(Module<Tensor, Tensor> model, Func<Tensor, Tensor, Tensor> lossFunction)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(lossFunction);
        _model = model;
        _lossFunction = lossFunction;
    }

    /// <summary>Where the batches go; the trainer sets it.</summary>
    public Func<Device> Device { get; set; } = () => PyTorchCS.Device.Cpu;

    public StepOutput Run(Tensor[] batch)
    {
        if (batch is not { Length: 2 })
        {
            throw new ArgumentException($"Trainer: a batch must be [input, target], this one has {batch?.Length ?? 0} tensors.", nameof(batch));
        }

        Device device = Device();
        Tensor input = batch[0].To(device);
        Tensor target = batch[1].To(device);
        Tensor output = _model.Call(input);
        return new StepOutput(_lossFunction(output, target), output, target, SampleCount: input.Size(0));
    }
}
