using FashionMnistSample;
using PyTorchCS.Optim;

namespace PyTorchCS.Benchmarks.Peers;

/// <summary>Section "memory": long loops that dispose of what they make, or of nothing. The runner watches the process.</summary>
internal static class MemoryLoops
{
    public static void Fill(Suite suite)
    {
        foreach (string style in (string[])["disposed", "undisposed"])
        {
            suite.AddAction("mlp", style, "steps/s", 1, () => Training.PerceptronStep(net => new SGD(net.Parameters()), 256, style));
            suite.AddAction("network", style, "steps/s", 1, () => NetworkStep(style));
        }
        suite.Add("tensors", "disposed", "tensors/s", 1, () => count =>
        {
            for (int i = 0; i < count; i++)
            {
                using Tensor ones = Torch.Ones(1024, 1024);
            }
        });
        suite.Add("tensors", "undisposed", "tensors/s", 1, () => count =>
        {
            for (int i = 0; i < count; i++)
            {
                Torch.Ones(1024, 1024);
            }
        });
        suite.AddAction("adam", "step", "steps/s", 1, () =>
        {
            Parameter[] parameters = [.. Enumerable.Range(0, 60).Select(_ => new Parameter(Torch.Randn(64, 64)))];
            Array.ForEach(parameters, parameter => parameter.Grad = Torch.Randn(64, 64));
            return new Adam(parameters).Step;
        });
    }

    private static Action NetworkStep(string style)
    {
        var net = new CnnClassifier();
        var optimizer = new Adam(net.Parameters());
        Tensor images = Torch.Randn(64, 1, 28, 28);
        Tensor labels = Torch.Randint(10, [64]);
        return Training.InStyle(style, () => Training.Step(net, optimizer, images, labels));
    }
}
