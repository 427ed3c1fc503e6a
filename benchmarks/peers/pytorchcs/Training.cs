using PyTorchCS.Data;
using PyTorchCS.NN;
using PyTorchCS.Optim;

namespace PyTorchCS.Benchmarks.Peers;

/// <summary>Sections "mlp", "adam", "cnn", "lstm" and "loader": parts of a training run.</summary>
internal static class Training
{
    private const int Images = 60_000;
    private const int BatchSize = 64;

    public static Action<Harness> PrepareMlp()
    {
        Tensor images = Torch.Randn(32, 784);
        Tensor labels = Torch.Randint(10, [32]);
        var runs = new List<(string Variant, Action Step)>();
        foreach (string name in (string[])["sgd", "adam", "adam foreach", "adam fused"])
        {
            var net = new Sequential(new Linear(784, 128), new ReLU(), new Linear(128, 10));
            Optimizer optimizer = MakeOptimizer(name, net.Parameters());
            runs.Add((name + " scope", () =>
            {
                using TensorScope scope = Torch.Scope();
                Step(net, optimizer, images, labels);
            }));
            runs.Add((name + " undisposed", () => Step(net, optimizer, images, labels)));
        }
        return harness => runs.ForEach(run => harness.Measure("mlp step b32", run.Variant, "steps/s", 200, 1, Repeat(run.Step)));
    }

    public static Action<Harness> PrepareAdam()
    {
        var runs = new List<(string Variant, Action Step)>();
        foreach (string name in (string[])["adam", "adam foreach", "adam fused"])
        {
            Parameter[] parameters = [.. Enumerable.Range(0, 60).Select(_ => new Parameter(Torch.Randn(64, 64)))];
            foreach (Parameter parameter in parameters)
            {
                parameter.Grad = Torch.Randn(64, 64);
            }
            runs.Add((name, MakeOptimizer(name, parameters).Step));
        }
        return harness => runs.ForEach(run => harness.Measure("adam 60x64x64", run.Variant, "us", 100, 1, Repeat(run.Step)));
    }

    public static Action<Harness> PrepareCnn()
    {
        Tensor images = Torch.Randn(BatchSize, 1, 28, 28);
        Tensor labels = Torch.Randint(10, [BatchSize]);
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
        Optimizer optimizer = MakeOptimizer("adam fused", net.Parameters());
        Action step = () =>
        {
            using TensorScope scope = Torch.Scope();
            Step(net, optimizer, images, labels);
        };
        return harness => harness.Measure("cnn step b64", "adam fused scope", "images/s", 10, BatchSize, Repeat(step));
    }

    public static Action<Harness> PrepareLstm()
    {
        var lstm = new LSTM(64, 128);
        Tensor input = Torch.Randn(50, 16, 64);
        Action step = () =>
        {
            using TensorScope scope = Torch.Scope();
            lstm.ZeroGrad();
            lstm.Call(input).Output.Sum().Backward();
        };
        return harness => harness.Measure("lstm s50 b16", "fwd+bwd scope", "steps/s", 10, 1, Repeat(step));
    }

    public static Action<Harness> PrepareLoader()
    {
        var dataset = new TensorDataset(Torch.Randn(Images, 1, 28, 28), Torch.Randint(10, [Images]));
        var loader = new DataLoader(dataset, BatchSize, shuffle: true);
        Action epoch = () =>
        {
            foreach (Tensor[] batch in loader)
            {
                Array.ForEach(batch, tensor => tensor.Dispose());
            }
        };
        return harness => harness.Measure("loader 60k b64", "DataLoader", "images/s", 1, Images, Repeat(epoch));
    }

    private static Optimizer MakeOptimizer(string name, IEnumerable<Tensor> parameters) => name switch
    {
        "sgd" => new SGD(parameters, lr: 0.1),
        "adam" => new Adam(parameters, @foreach: false, fused: false),
        "adam foreach" => new Adam(parameters, @foreach: true, fused: false),
        _ => new Adam(parameters, fused: true),
    };

    private static void Step(Sequential net, Optimizer optimizer, Tensor images, Tensor labels)
    {
        optimizer.ZeroGrad();
        F.CrossEntropy(net.Call(images), labels).Backward();
        optimizer.Step();
    }

    private static Action<int> Repeat(Action action) => count =>
    {
        for (int i = 0; i < count; i++)
        {
            action();
        }
    };
}
