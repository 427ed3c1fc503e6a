namespace PyTorchCS.Benchmarks.Peers;

/// <summary>Section "data": managed arrays into tensors and back.</summary>
internal static class ArraysInAndOut
{
    public static void Fill(Suite suite)
    {
        Fill(suite, 1_000, " 1e3");
        Fill(suite, 1_000_000, " 1e6");
        Tensor number = Torch.Randn([]);
        suite.Add("item", "Item<float>()", "ns", 1, () => count =>
        {
            for (int i = 0; i < count; i++)
            {
                number.Item<float>();
            }
        });
    }

    private static void Fill(Suite suite, int length, string size)
    {
        float[] array = new float[length];
        Array.Fill(array, 1.5f);
        Tensor source = Torch.Tensor(array);

        suite.Add("in array" + size, "Torch.Tensor(float[])", "us", 1, () => count =>
        {
            for (int i = 0; i < count; i++)
            {
                using Tensor result = Torch.Tensor(array);
            }
        });
        suite.Add("out array" + size, "memcpy", "us", 1, () => count =>
        {
            for (int i = 0; i < count; i++)
            {
                source.AsSpan<float>().CopyTo(GC.AllocateUninitializedArray<float>(length));
            }
        });
        suite.Add("out array" + size, "ToArray()", "us", 1, () => count =>
        {
            for (int i = 0; i < count; i++)
            {
                source.ToArray<float>();
            }
        });
        suite.Add("out existing" + size, "memcpy", "us", 1, () => count =>
        {
            for (int i = 0; i < count; i++)
            {
                source.AsSpan<float>().CopyTo(array);
            }
        });
        suite.Add("out existing" + size, "CopyTo(array)", "us", 1, () => count =>
        {
            for (int i = 0; i < count; i++)
            {
                source.CopyTo<float>(array);
            }
        });
        suite.Add("share array" + size, "FromMemory(float[])", "us", 1, () => count =>
        {
            for (int i = 0; i < count; i++)
            {
                using Tensor result = Torch.FromMemory(array);
            }
        });
        suite.Add("see elements" + size, "AsSpan<float>()", "ns", 1, () => count =>
        {
            for (int i = 0; i < count; i++)
            {
                source.AsSpan<float>();
            }
        });
    }
}
