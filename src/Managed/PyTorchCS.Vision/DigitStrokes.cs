namespace PyTorchCS.Vision;

/// <summary>The ten digits as pen strokes in the unit square, x to the right and y down.</summary>
internal static class DigitStrokes
{
    private const int ArcPoints = 14;

    /// <summary>For each digit its strokes, each a list of points to be joined by straight lines.</summary>
    public static readonly IReadOnlyList<(double X, double Y)[][]> Digits =
    [
        [Arc(0.50, 0.50, 0.26, 0.38, 0, 360)],
        [[(0.36, 0.28), (0.54, 0.12), (0.54, 0.88)]],
        [[.. Arc(0.50, 0.33, 0.25, 0.21, 190, 380), (0.25, 0.88), (0.77, 0.88)]],
        [[.. Arc(0.46, 0.31, 0.23, 0.19, 200, 450), .. Arc(0.46, 0.69, 0.27, 0.19, 270, 520)]],
        [[(0.62, 0.88), (0.62, 0.12), (0.22, 0.64), (0.80, 0.64)]],
        [[(0.74, 0.12), (0.32, 0.12), (0.29, 0.47), .. Arc(0.48, 0.65, 0.26, 0.23, 228, 510)]],
        [[(0.66, 0.13), (0.45, 0.30), (0.31, 0.50), .. Arc(0.50, 0.67, 0.23, 0.21, 180, 540)]],
        [[(0.24, 0.13), (0.76, 0.13), (0.42, 0.88)]],
        [Arc(0.50, 0.31, 0.20, 0.19, 90, 450), Arc(0.50, 0.69, 0.25, 0.19, 270, 630)],
        [[.. Arc(0.50, 0.33, 0.23, 0.21, 0, 360), (0.72, 0.55), (0.58, 0.88)]],
    ];

    /// <summary>An arc of an ellipse; angles in degrees, 0 to the right and 90 down.</summary>
    private static (double X, double Y)[] Arc(double centerX, double centerY, double radiusX, double radiusY, double from, double to)
    {
        (double X, double Y)[] points = new (double, double)[ArcPoints + 1];
        for (int i = 0; i <= ArcPoints; i++)
        {
            double angle = (from + (to - from) * i / ArcPoints) * Math.PI / 180;
            points[i] = (centerX + radiusX * Math.Cos(angle), centerY + radiusY * Math.Sin(angle));
        }

        return points;
    }
}
