using TorchSharp;
using static TorchSharp.torch;

namespace PyTorchCS.Benchmarks.Peers;

/// <summary>Section "data": managed arrays into tensors and back.</summary>
internal static class ArraysInAndOut
{
    public static void Fill(Suite suite)
    {
        Fill(suite, 1_000, " 1e3");
        Fill(suite, 1_000_000, " 1e6");
        Tensor number = randn(Array.Empty<long>());
        suite.Add("item", "item<float>()", "ns", 1, () => count =>
        {
            for (int i = 0; i < count; i++)
            {
                number.item<float>();
            }
        });
    }

    private static void Fill(Suite suite, int length, string size)
    {
        float[] array = new float[length];
        Array.Fill(array, 1.5f);
        Tensor source = tensor(array);

        suite.Add("in array" + size, "torch.tensor(float[])", "us", 1, () => count =>
        {
            for (int i = 0; i < count; i++)
            {
                using Tensor result = tensor(array);
            }
        });
        suite.Add("out array" + size, "data.ToArray()", "us", 1, () => count =>
        {
            for (int i = 0; i < count; i++)
            {
                source.data<float>().ToArray();
            }
        });
        suite.Add("out existing" + size, "data.CopyTo(array)", "us", 1, () => count =>
        {
            for (int i = 0; i < count; i++)
            {
                source.data<float>().CopyTo(array);
            }
        });
        suite.Add("share array" + size, "frombuffer(float[])", "us", 1, () => count =>
        {
            for (int i = 0; i < count; i++)
            {
                using Tensor result = frombuffer(array, ScalarType.Float32);
            }
        });
        suite.Add("see elements" + size, "data<float>()", "ns", 1, () => count =>
        {
            for (int i = 0; i < count; i++)
            {
                source.data<float>();
            }
        });
    }
}
