using PyTorchCS;
using PyTorchCS.Benchmarks.Peers;

return Suite.Serve("pytorchcs", args, Torch.SetNumThreads, new Dictionary<string, Action<Suite>>
{
    ["overhead"] = SmallOperations.Fill,
    ["data"] = ArraysInAndOut.Fill,
    ["mlp"] = Training.FillMlp,
    ["cnn"] = Training.FillCnn,
    ["lstm"] = Training.FillLstm,
    ["optimizers"] = OptimizerSteps.Fill,
    ["loader"] = Training.FillLoader,
    ["memory"] = MemoryLoops.Fill,
});
