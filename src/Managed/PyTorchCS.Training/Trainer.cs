using PyTorchCS.NN;
using PyTorchCS.Optim;

namespace PyTorchCS.Training;

/// <summary>Trains a model on batches of input and target, as a <c>DataLoader</c> over a <c>TensorDataset</c> yields them.</summary>
/// <example><code>
/// var trainer = new Trainer(model, new AdamW(model.Parameters(), lr: 1e-3), new CrossEntropyLoss()) { Metrics = [new Accuracy()] };
/// FitResult result = trainer.Fit(trainLoader, epochs: 5, validation: testLoader);
/// </code></example>
public sealed class Trainer : Trainer<Tensor[]>
{
    private readonly Module<Tensor, Tensor> _model;

    /// <summary>A trainer whose step is <c>loss(model(input), target)</c>.</summary>
    public Trainer(Module<Tensor, Tensor> model, Optimizer optimizer, Module<Tensor, Tensor, Tensor> lossFunction)
        : this(model, optimizer, CallOf(lossFunction))
    {
    }

    /// <summary>A trainer whose step is <c>lossFunction(model(input), target)</c>.</summary>
    public Trainer(Module<Tensor, Tensor> model, Optimizer optimizer, Func<Tensor, Tensor, Tensor> lossFunction)
        : this(model, optimizer, new SupervisedStep(model, lossFunction))
    {
    }

    private Trainer(Module<Tensor, Tensor> model, Optimizer optimizer, SupervisedStep step)
        : base(model, optimizer, step.Run)
    {
        _model = model;
        step.Device = () => TargetDevice;
    }

    /// <inheritdoc/>
    /// <remarks>Only the first tensor of a batch is looked at, so batches without target do too.</remarks>
    protected override Tensor PredictBatch(Tensor[] batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return _model.Call(batch[0].To(TargetDevice));
    }

    private static Func<Tensor, Tensor, Tensor> CallOf(Module<Tensor, Tensor, Tensor> lossFunction)
    {
        ArgumentNullException.ThrowIfNull(lossFunction);
        return lossFunction.Call;
    }
}
