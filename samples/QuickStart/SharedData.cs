using PyTorchCS;

namespace QuickStart;

internal static class SharedData
{
    public static float Run()
    {
        // snippet: shared
        float[] samples = [1, 2, 3, 4, 5, 6];
        using Tensor x = Torch.FromMemory(samples, [2, 3]);   // no copy: each sees what the other writes
        x[1].Mul_(10);
        Console.WriteLine(samples[5]);                        // 60

        Span<float> elements = x.AsSpan<float>();             // no copy either, as long as x is alive
        elements[0] = -1;
        Console.WriteLine(x);                                 // tensor([[-1.,  2.,  3.],
        float[] copy = x.T.ToArray<float>();                  //         [40., 50., 60.]])
        // end
        return copy[0] + samples[5];
    }
}
