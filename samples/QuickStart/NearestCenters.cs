using PyTorchCS;

namespace QuickStart;

internal static class NearestCenters
{
    public static void Run()
    {
        Tensor points = Torch.Rand(6, 2), centers = Torch.Rand(3, 2);

        // snippet: scope
        Tensor nearest;
        using (var scope = Torch.Scope())
        {
            Tensor distances = (points.Unsqueeze(1) - centers).Square().Sum(-1);
            nearest = scope.Keep(distances.Argmin(1));
        }
        // `distances`, and all that was made on the way to it, is freed; `nearest` is alive
        // end
        Console.WriteLine(nearest);
    }
}
