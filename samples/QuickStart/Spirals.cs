using PyTorchCS;
using PyTorchCS.Data;

namespace QuickStart;

/// <summary>Points on three interleaved spirals: a toy problem that a linear model cannot solve.</summary>
internal static class Spirals
{
    public const int Classes = 3;

    public static TensorDataset Make(int pointsPerClass, int seed)
    {
        var random = new Random(seed);
        var points = new float[pointsPerClass * Classes, 2];
        var labels = new long[pointsPerClass * Classes];
        for (int i = 0; i < labels.Length; i++)
        {
            int label = i % Classes;
            double radius = 0.1 + 0.9 * random.NextDouble();
            double angle = 4 * radius + label * (2 * Math.PI / Classes) + 0.1 * random.NextDouble();
            points[i, 0] = (float)(radius * Math.Cos(angle));
            points[i, 1] = (float)(radius * Math.Sin(angle));
            labels[i] = label;
        }
        return new TensorDataset(Torch.Tensor(points), Torch.Tensor(labels));
    }
}
