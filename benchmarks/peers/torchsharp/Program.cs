using PyTorchCS.Benchmarks.Peers;
using TorchSharp;

if (args is ["first-operation"])
{
    using torch.Tensor a = torch.randn(2, 2);
    using torch.Tensor b = a + 1;
    Console.WriteLine(b[0, 0].item<float>());
    return 0;
}
return Suite.Serve("torchsharp", args, torch.set_num_threads, new Dictionary<string, Action<Suite>>
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
