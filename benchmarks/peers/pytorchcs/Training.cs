using PyTorchCS.Data;
using PyTorchCS.NN;
using PyTorchCS.Optim;

namespace PyTorchCS.Benchmarks.Peers;

/// <summary>Sections "mlp", "cnn", "lstm" and "loader": parts of a training run.</summary>
internal static class Training
{
    private const int BatchSize = 64;
    private const string Scoped = "scope";
    private const string Undisposed = "undisposed";

    public static void FillMlp(Suite suite)
    {
        foreach (string style in (string[])[Scoped, Undisposed])
        {
            suite.AddAction("mlp SGD", style, "steps/s", 1, () => PerceptronStep(net => new SGD(net.Parameters()), 32, style));
            suite.AddAction("mlp Adam", style, "steps/s", 1, () => PerceptronStep(net => new Adam(net.Parameters()), 32, style));
            suite.AddAction("mlp Adam", $"one by one, {style}", "steps/s", 1, () => PerceptronStep(
                net => new Adam(net.Parameters(), @foreach: false, fused: false), 32, style));
        }
    }

    public static void FillCnn(Suite suite)
    {
        foreach (string style in (string[])[Scoped, Undisposed])
        {
            suite.AddAction("cnn epoch", style, "images/s", BatchSize, () => EpochStep(style));
        }
    }

    public static void FillLstm(Suite suite)
    {
        foreach (string style in (string[])[Scoped, Undisposed])
        {
            suite.AddAction("lstm forward, backward", style, "steps/s", 1, () =>
            {
                var lstm = new LSTM(64, 128);
                Tensor input = Torch.Randn(50, 16, 64);
                return InStyle(style, () =>
                {
                    lstm.ZeroGrad();
                    lstm.Call(input).Output.Sum().Backward();
                });
            });
        }
    }

    public static void FillLoader(Suite suite)
    {
        const int Images = 60_000;
        var loader = new Lazy<DataLoader>(() => MakeLoader(Images));
        suite.AddAction("loader epoch", "disposed", "images/s", Images, () => () =>
        {
            foreach (Tensor[] batch in loader.Value)
            {
                Array.ForEach(batch, tensor => tensor.Dispose());
            }
        });
        suite.AddAction("loader epoch", Undisposed, "images/s", Images, () => () =>
        {
            foreach (Tensor[] batch in loader.Value)
            {
                GC.KeepAlive(batch);
            }
        });
    }

    /// <summary>A training step of 784-128-10.</summary>
    internal static Action PerceptronStep(Func<Module, Optimizer> makeOptimizer, int batchSize, string style)
    {
        var net = new Sequential(new Linear(784, 128), new ReLU(), new Linear(128, 10));
        Optimizer optimizer = makeOptimizer(net);
        Tensor images = Torch.Randn(batchSize, 784);
        Tensor labels = Torch.Randint(10, [batchSize]);
        return InStyle(style, () => Step(net, optimizer, images, labels));
    }

    /// <summary>The action in a scope of its own, unless the style is to dispose of nothing.</summary>
    internal static Action InStyle(string style, Action action) => style == Undisposed ? action : () =>
    {
        using TensorScope scope = Torch.Scope();
        action();
    };

    internal static void Step(Module<Tensor, Tensor> net, Optimizer optimizer, Tensor images, Tensor labels)
    {
        optimizer.ZeroGrad();
        F.CrossEntropy(net.Call(images), labels).Backward();
        optimizer.Step();
    }

    // An epoch in pieces: each call trains on the loader's next batch.
    private static Action EpochStep(string style)
    {
        var net = new Sequential(
            new Conv2d(1, 32, 3),
            new ReLU(),
            new Conv2d(32, 64, 3),
            new ReLU(),
            new MaxPool2d(2),
            new Flatten(),
            new Linear(9216, 128),
            new ReLU(),
            new Linear(128, 10));
        var optimizer = new Adam(net.Parameters());
        IEnumerator<Tensor[]> batches = Endless(MakeLoader(12_800)).GetEnumerator();
        Action step = InStyle(style, () => Step(net, optimizer, batches.Current[0], batches.Current[1]));
        return () =>
        {
            batches.MoveNext();
            step();
            if (style == Scoped)
            {
                Array.ForEach(batches.Current, tensor => tensor.Dispose());
            }
        };
    }

    private static IEnumerable<Tensor[]> Endless(DataLoader loader)
    {
        while (true)
        {
            foreach (Tensor[] batch in loader)
            {
                yield return batch;
            }
        }
    }

    private static DataLoader MakeLoader(int images) =>
        new(new TensorDataset(Torch.Randn(images, 1, 28, 28), Torch.Randint(10, [images])), BatchSize, shuffle: true);
}
