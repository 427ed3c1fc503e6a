using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PyTorchCS.Benchmarks.Peers;

/// <summary>Section "optimizers": the step alone, over 60 tensors of 64x64.</summary>
internal static class OptimizerSteps
{
    private const int Count = 60;

    public static void Fill(Suite suite)
    {
        Add(suite, "SGD", parameters => optim.SGD(parameters, 1e-3));
        Add(suite, "SGD momentum", parameters => optim.SGD(parameters, 1e-3, momentum: 0.9));
        Add(suite, "Adam", parameters => optim.Adam(parameters));
        Add(suite, "AdamW", parameters => optim.AdamW(parameters));
        Add(suite, "Adagrad", parameters => optim.Adagrad(parameters));
        Add(suite, "RMSprop", parameters => optim.RMSProp(parameters));
        Add(suite, "Adadelta", parameters => optim.Adadelta(parameters));
        Add(suite, "Adamax", parameters => optim.Adamax(parameters));
        Add(suite, "ASGD", parameters => optim.ASGD(parameters));
        Add(suite, "NAdam", parameters => optim.NAdam(parameters));
        Add(suite, "RAdam", parameters => optim.RAdam(parameters));
        Add(suite, "Rprop", parameters => optim.Rprop(parameters));

        Parameter[] parameters = MakeParameters();
        suite.AddAction("ClipGradNorm_", "undisposed", "us", 1, () => () => nn.utils.clip_grad_norm_(parameters, 1.0));
        suite.AddAction("ClipGradNorm_", "scope", "us", 1, () => Training.InStyle("scope", () => nn.utils.clip_grad_norm_(parameters, 1.0)));

        optim.Optimizer optimizer = optim.SGD(parameters, 1e-3);
        suite.AddAction("ZeroGrad to zeros", "", "us", 1, () => optimizer.zero_grad);
    }

    private static void Add(Suite suite, string name, Func<Parameter[], optim.Optimizer> make)
    {
        suite.AddAction(name, "default", "us", 1, () =>
        {
            optim.Optimizer optimizer = make(MakeParameters());
            return () => optimizer.step();
        });
    }

    private static Parameter[] MakeParameters()
    {
        Parameter[] parameters = [.. Enumerable.Range(0, Count).Select(_ => new Parameter(randn(64, 64)))];
        Array.ForEach(parameters, parameter => parameter.grad = randn(64, 64));
        return parameters;
    }
}
