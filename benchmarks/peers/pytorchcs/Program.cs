using PyTorchCS;
using PyTorchCS.Benchmarks.Peers;

return Harness.Serve("pytorchcs", args, Torch.SetNumThreads, new Dictionary<string, Func<Action<Harness>>>
{
    ["ops"] = SmallOperations.Prepare,
    ["create"] = ArraysInAndOut.Prepare,
    ["mlp"] = Training.PrepareMlp,
    ["adam"] = Training.PrepareAdam,
    ["cnn"] = Training.PrepareCnn,
    ["lstm"] = Training.PrepareLstm,
    ["loader"] = Training.PrepareLoader,
});
