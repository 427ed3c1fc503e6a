using PyTorchCS.Data;
using PyTorchCS.NN;
using PyTorchCS.Optim;

namespace PyTorchCS.Training.Tests;

/// <summary>A small classification task: three classes of four numbers each, always the same ones.</summary>
internal static class TinyTask
{
    public const int Samples = 50;
    public const int Features = 4;
    public const int Classes = 3;

    public static TensorDataset Dataset(int samples = Samples)
    {
        Torch.ManualSeed(7);
        Tensor inputs = Torch.Randn(samples, Features);
        // What is largest among the first three numbers is the class: easy, but not at once.
        return new TensorDataset(inputs, inputs.Narrow(1, 0, Classes).Argmax(1));
    }

    public static DataLoader Loader(int batchSize = 8, int samples = Samples) => new(Dataset(samples), batchSize);

    public static Sequential Model(bool withDropout = false)
    {
        Torch.ManualSeed(3);
        return new Sequential(new Linear(Features, 16), new ReLU(), new Dropout(withDropout ? 0.5 : 0), new Linear(16, Classes));
    }

    /// <summary>A trainer that shows nothing.</summary>
    public static Trainer Trainer(
        Module<Tensor, Tensor> model,
        Optimizer? optimizer = null,
        TrainerOptions? options = null,
        LRScheduler? scheduler = null,
        params ITrainerCallback[] callbacks) =>
        new(model, optimizer ?? new SGD(model.Parameters(), lr: 0.1), new CrossEntropyLoss())
        {
            Progress = null,
            Options = options ?? new TrainerOptions(),
            Scheduler = scheduler,
            Metrics = [new Accuracy()],
            Callbacks = callbacks,
        };

    /// <summary>All weights of a model in one array, as copies.</summary>
    public static float[] Weights(Module model) => [.. model.Parameters().SelectMany(parameter => parameter.Detach().ToArray<float>())];
}
