using FluentAssertions;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Training.Tests.Callbacks;

public sealed class ModelCheckpointTests : LeakCheck
{
    private readonly string _folder = Directory.CreateTempSubdirectory("checkpoint-").FullName;

    private string FilePath => Path.Combine(_folder, "deep", "best.safetensors");

    [Fact]
    public void Fit_BestEpoch_IsWhatTheFileHolds()
    {
        NN.Sequential model = TinyTask.Model();
        List<float[]> weights = [];
        // Runs after the checkpoint's own call and spoils the model, so that the first epoch stays the best.
        Watcher spoil = new()
        {
            EpochEnd = (_, _) =>
            {
                weights.Add(TinyTask.Weights(model));
                using var noGradients = Torch.NoGrad();
                foreach (Parameter parameter in model.Parameters())
                {
                    parameter.Mul_(-20);
                }
            },
        };

        TinyTask.Trainer(model, callbacks: [new ModelCheckpoint(FilePath), spoil]).Fit(TinyTask.Loader(), 2, TinyTask.Loader());

        NN.Sequential loaded = TinyTask.Model();
        loaded.LoadStateDict(SafeTensors.Load(FilePath));
        TinyTask.Weights(loaded).Should().Equal(weights[0]);
    }

    [Fact]
    public void Fit_WithoutMonitor_HoldsTheLastEpoch()
    {
        NN.Sequential model = TinyTask.Model();

        TinyTask.Trainer(model, callbacks: new ModelCheckpoint(FilePath, monitor: null)).Fit(TinyTask.Loader(), 3);

        NN.Sequential loaded = TinyTask.Model();
        loaded.LoadStateDict(SafeTensors.Load(FilePath));
        TinyTask.Weights(loaded).Should().Equal(TinyTask.Weights(model));
    }

    protected override void Dispose(bool disposing)
    {
        Directory.Delete(_folder, recursive: true);
        base.Dispose(disposing);
    }
}
