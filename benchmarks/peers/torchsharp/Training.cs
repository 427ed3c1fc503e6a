using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

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
            suite.AddAction("mlp SGD", style, "steps/s", 1, () => PerceptronStep(net => optim.SGD(net.parameters(), 1e-3), 32, style));
            suite.AddAction("mlp Adam", style, "steps/s", 1, () => PerceptronStep(net => optim.Adam(net.parameters(), 1e-3), 32, style));
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
                LSTM lstm = nn.LSTM(64, 128);
                Tensor input = randn(50, 16, 64);
                return InStyle(style, () =>
                {
                    lstm.zero_grad();
                    lstm.forward(input, null).Item1.sum().backward();
                });
            });
        }
    }

    public static void FillLoader(Suite suite)
    {
        const int Images = 60_000;
        suite.AddAction("loader epoch", Undisposed, "images/s", Images, () =>
        {
            IterableDataLoader loader = MakeLoader(Images);
            return () =>
            {
                foreach (IList<Tensor> batch in loader)
                {
                    GC.KeepAlive(batch);
                }
            };
        });
    }

    /// <summary>A training step of 784-128-10.</summary>
    internal static Action PerceptronStep(Func<Sequential, optim.Optimizer> makeOptimizer, int batchSize, string style)
    {
        Sequential net = nn.Sequential(("1", nn.Linear(784, 128)), ("2", nn.ReLU()), ("3", nn.Linear(128, 10)));
        optim.Optimizer optimizer = makeOptimizer(net);
        Tensor images = randn(batchSize, 784);
        Tensor labels = randint(10, batchSize, dtype: ScalarType.Int64);
        return InStyle(style, () => Step(net, optimizer, images, labels));
    }

    /// <summary>The action in a scope of its own, unless the style is to dispose of nothing.</summary>
    internal static Action InStyle(string style, Action action) => style == Undisposed ? action : () =>
    {
        using DisposeScope scope = NewDisposeScope();
        action();
    };

    internal static void Step(Sequential net, optim.Optimizer optimizer, Tensor images, Tensor labels)
    {
        optimizer.zero_grad();
        nn.functional.cross_entropy(net.forward(images), labels).backward();
        optimizer.step();
    }

    // An epoch in pieces: each call trains on the loader's next batch.
    private static Action EpochStep(string style)
    {
        Sequential net = nn.Sequential(
            ("1", nn.Conv2d(1, 32, 3)),
            ("2", nn.ReLU()),
            ("3", nn.Conv2d(32, 64, 3)),
            ("4", nn.ReLU()),
            ("5", nn.MaxPool2d(2)),
            ("6", nn.Flatten()),
            ("7", nn.Linear(9216, 128)),
            ("8", nn.ReLU()),
            ("9", nn.Linear(128, 10)));
        optim.Optimizer optimizer = optim.Adam(net.parameters(), 1e-3);
        IEnumerator<IList<Tensor>> batches = Endless(MakeLoader(12_800)).GetEnumerator();
        Action step = InStyle(style, () => Step(net, optimizer, batches.Current[0], batches.Current[1]));
        return () =>
        {
            batches.MoveNext();
            step();
            if (style == Scoped)
            {
                foreach (Tensor tensor in batches.Current)
                {
                    tensor.Dispose();
                }
            }
        };
    }

    private static IEnumerable<IList<Tensor>> Endless(IEnumerable<IList<Tensor>> loader)
    {
        while (true)
        {
            foreach (IList<Tensor> batch in loader)
            {
                yield return batch;
            }
        }
    }

    private static IterableDataLoader MakeLoader(int images)
    {
        TensorDataset dataset = utils.data.TensorDataset(randn(images, 1, 28, 28), randint(10, images, dtype: ScalarType.Int64));
        return utils.data.DataLoader(dataset, BatchSize, shuffle: true, device: CPU, disposeDataset: false);
    }
}
