using PyTorchCS;

namespace QuickStart;

internal static class Memory
{
    private static readonly List<Tensor> Losses = [];

    public static int Run()
    {
        // snippet: limit
        Torch.SetMemoryLimit(2_000_000_000);
        // end
        int found = FindLeak();
        Torch.SetMemoryLimit(null);
        return found;
    }

    private static int FindLeak()
    {
        // snippet: leak
        using IDisposable tracking = TensorStatistics.Track();
        TensorReport before = TensorStatistics.Report();
        TrainOneEpoch();
        TensorReport added = TensorStatistics.Report() - before;
        Console.WriteLine(added);
        // end
        return added.Count;
    }

    private static void TrainOneEpoch()
    {
        Tensor weight = Torch.Zeros([4], requiresGrad: true);
        for (int i = 0; i < 300; i++)
        {
            Tensor loss = (weight - 1).Square().Sum();
            loss.Backward();
            Losses.Add(loss.Detach());
        }
    }
}
