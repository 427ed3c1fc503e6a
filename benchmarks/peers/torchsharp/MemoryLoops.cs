using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PyTorchCS.Benchmarks.Peers;

/// <summary>Section "memory": long loops that dispose of what they make, or of nothing. The runner watches the process.</summary>
internal static class MemoryLoops
{
    public static void Fill(Suite suite)
    {
        foreach (string style in (string[])["disposed", "undisposed"])
        {
            suite.AddAction(
                "mlp", style, "steps/s", 1, () => Training.PerceptronStep(net => optim.SGD(net.parameters(), 1e-3), 256, style));
            suite.AddAction("network", style, "steps/s", 1, () => NetworkStep(style));
        }
        suite.Add("tensors", "disposed", "tensors/s", 1, () => count =>
        {
            for (int i = 0; i < count; i++)
            {
                using Tensor result = ones(1024, 1024);
            }
        });
        suite.Add("tensors", "undisposed", "tensors/s", 1, () => count =>
        {
            for (int i = 0; i < count; i++)
            {
                ones(1024, 1024);
            }
        });
        suite.AddAction("adam", "step", "steps/s", 1, () =>
        {
            Parameter[] parameters = [.. Enumerable.Range(0, 60).Select(_ => new Parameter(randn(64, 64)))];
            Array.ForEach(parameters, parameter => parameter.grad = randn(64, 64));
            optim.Optimizer optimizer = optim.Adam(parameters);
            return () => optimizer.step();
        });
    }

    // The network of samples/FashionMnist.
    private static Action NetworkStep(string style)
    {
        Sequential net = nn.Sequential(
            ("block1", Block(1, 16)),
            ("block2", Block(16, 32)),
            ("flatten", nn.Flatten()),
            ("dropout1", nn.Dropout(0.3)),
            ("linear1", nn.Linear(32 * 7 * 7, 128)),
            ("relu", nn.ReLU()),
            ("dropout2", nn.Dropout(0.3)),
            ("linear2", nn.Linear(128, 10)));
        optim.Optimizer optimizer = optim.Adam(net.parameters());
        Tensor images = randn(64, 1, 28, 28);
        Tensor labels = randint(10, 64, dtype: ScalarType.Int64);
        return Training.InStyle(style, () => Training.Step(net, optimizer, images, labels));
    }

    private static Sequential Block(long inChannels, long outChannels) => nn.Sequential(
        ("convolution", nn.Conv2d(inChannels, outChannels, 3, padding: 1, bias: false)),
        ("norm", nn.BatchNorm2d(outChannels)),
        ("pool", nn.MaxPool2d(2)),
        ("relu", nn.ReLU()));
}
