using PyTorchCS;

namespace QuickStart;

internal static class Profiling
{
    public static long Run()
    {
        Tensor weight = Torch.Ones([64, 64], requiresGrad: true);
        string path = Path.Combine(Path.GetTempPath(), "quick-start-trace.json");

        // snippet: profile
        Profile profile = Profiler.Profile(recordShapes: true);
        using (profile)
        {
            Tensor loss;
            using (Profiler.RecordFunction("forward"))
            {
                loss = weight.Matmul(weight).Square().Sum();
            }
            loss.Backward();
        }
        Console.WriteLine(profile.KeyAverages().Table(EventSortKey.SelfCpuTimeTotal, rowLimit: 5));
        profile.ExportChromeTrace(path);   // for chrome://tracing and ui.perfetto.dev
        // end

        File.Delete(path);
        return profile.KeyAverages().Single(item => item.Key == "MmBackward0").Count;
    }
}
