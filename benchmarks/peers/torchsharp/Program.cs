using PyTorchCS.Benchmarks.Peers;
using TorchSharp;

return Harness.Serve("torchsharp", args, torch.set_num_threads, new Dictionary<string, Func<Action<Harness>>>
{
    ["ops"] = SmallOperations.Prepare,
    ["create"] = ArraysInAndOut.Prepare,
    ["mlp"] = Training.PrepareMlp,
    ["adam"] = Training.PrepareAdam,
    ["cnn"] = Training.PrepareCnn,
    ["lstm"] = Training.PrepareLstm,
    ["loader"] = Training.PrepareLoader,
});
