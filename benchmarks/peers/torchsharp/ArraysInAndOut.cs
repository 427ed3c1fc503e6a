using TorchSharp;
using static TorchSharp.torch;

namespace PyTorchCS.Benchmarks.Peers;

/// <summary>Section "create": managed arrays into tensors and back.</summary>
internal static class ArraysInAndOut
{
    public static Action<Harness> Prepare() => harness =>
    {
        Run(harness, 1_000, " 1e3", count: 5_000);
        Run(harness, 1_000_000, " 1e6", count: 20);
    };

    private static void Run(Harness harness, int length, string size, int count)
    {
        float[] array = new float[length];
        Array.Fill(array, 1.5f);
        using Tensor source = tensor(array);

        harness.Measure("in array" + size, "torch.tensor(float[])", "us", count, 1, n =>
        {
            for (int i = 0; i < n; i++)
            {
                using Tensor result = tensor(array);
            }
        });
        harness.Measure("in existing" + size, "as_tensor(float[])", "us", count, 1, n =>
        {
            for (int i = 0; i < n; i++)
            {
                using Tensor result = as_tensor(array);
            }
        });
        harness.Measure("out array" + size, "data.ToArray()", "us", count, 1, n =>
        {
            for (int i = 0; i < n; i++)
            {
                source.data<float>().ToArray();
            }
        });
        harness.Measure("out existing" + size, "data.CopyTo(array)", "us", count, 1, n =>
        {
            for (int i = 0; i < n; i++)
            {
                source.data<float>().CopyTo(array);
            }
        });
    }
}
