using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PyTorchCS.Benchmarks.Peers;

/// <summary>Sections "mlp", "adam", "cnn", "lstm" and "loader": parts of a training run.</summary>
internal static class Training
{
    private const int Images = 60_000;
    private const int BatchSize = 64;

    public static Action<Harness> PrepareMlp()
    {
        Tensor images = randn(32, 784);
        Tensor labels = randint(10, 32, dtype: ScalarType.Int64);
        var runs = new List<(string Variant, Action Step)>();
        foreach (bool adam in (ReadOnlySpan<bool>)[false, true])
        {
            Sequential net = nn.Sequential(("1", nn.Linear(784, 128)), ("2", nn.ReLU()), ("3", nn.Linear(128, 10)));
            optim.Optimizer optimizer = adam ? optim.Adam(net.parameters(), 1e-3) : optim.SGD(net.parameters(), 0.1);
            string name = adam ? "adam" : "sgd";
            runs.Add((name + " scope", () =>
            {
                using DisposeScope scope = NewDisposeScope();
                Step(net, optimizer, images, labels);
            }));
            runs.Add((name + " undisposed", () => Step(net, optimizer, images, labels)));
        }
        return harness => runs.ForEach(run => harness.Measure("mlp step b32", run.Variant, "steps/s", 200, 1, Repeat(run.Step)));
    }

    public static Action<Harness> PrepareAdam()
    {
        List<Parameter> parameters = [.. Enumerable.Range(0, 60).Select(_ => new Parameter(randn(64, 64)))];
        parameters.ForEach(parameter => parameter.grad = randn(64, 64));
        optim.Optimizer optimizer = optim.Adam(parameters, 1e-3);
        return harness => harness.Measure("adam 60x64x64", "adam", "us", 100, 1, Repeat(() => optimizer.step()));
    }

    public static Action<Harness> PrepareCnn()
    {
        Tensor images = randn(BatchSize, 1, 28, 28);
        Tensor labels = randint(10, BatchSize, dtype: ScalarType.Int64);
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
        Action step = () =>
        {
            using DisposeScope scope = NewDisposeScope();
            Step(net, optimizer, images, labels);
        };
        return harness => harness.Measure("cnn step b64", "adam scope", "images/s", 10, BatchSize, Repeat(step));
    }

    public static Action<Harness> PrepareLstm()
    {
        LSTM lstm = nn.LSTM(64, 128);
        Tensor input = randn(50, 16, 64);
        Action step = () =>
        {
            using DisposeScope scope = NewDisposeScope();
            lstm.zero_grad();
            lstm.forward(input, null).Item1.sum().backward();
        };
        return harness => harness.Measure("lstm s50 b16", "fwd+bwd scope", "steps/s", 10, 1, Repeat(step));
    }

    public static Action<Harness> PrepareLoader()
    {
        var dataset = utils.data.TensorDataset(randn(Images, 1, 28, 28), randint(10, Images, dtype: ScalarType.Int64));
        var loader = utils.data.DataLoader(dataset, BatchSize, shuffle: true, device: CPU, disposeDataset: false);
        Action epoch = () =>
        {
            foreach (IList<Tensor> batch in loader)
            {
                GC.KeepAlive(batch);
            }
        };
        return harness => harness.Measure("loader 60k b64", "DataLoader", "images/s", 1, Images, Repeat(epoch));
    }

    private static void Step(Sequential net, optim.Optimizer optimizer, Tensor images, Tensor labels)
    {
        optimizer.zero_grad();
        nn.functional.cross_entropy(net.forward(images), labels).backward();
        optimizer.step();
    }

    private static Action<int> Repeat(Action action) => count =>
    {
        for (int i = 0; i < count; i++)
        {
            action();
        }
    };
}
