using PyTorchCS.Training;
using ScottPlot;

namespace FashionMnistSample;

/// <summary>Draws how loss and accuracy went.</summary>
internal static class LearningCurve
{
    private const int Width = 1100;
    private const int Height = 450;
    private const int SmoothingWindow = 25;

    public static void Save(string path, TrainingHistory history, string title)
    {
        Multiplot picture = new();
        picture.AddPlots(2);
        picture.Layout = new ScottPlot.MultiplotLayouts.Columns();
        DrawLoss(picture.GetPlot(0), history, title);
        DrawAccuracy(picture.GetPlot(1), history);
        picture.SavePng(path, Width, Height);
    }

    private static void DrawLoss(Plot plot, TrainingHistory history, string title)
    {
        double[] losses = [.. history.BatchLosses];
        double batchesPerEpoch = history.Epochs.Count == 0 ? losses.Length : (double)losses.Length / history.Epochs.Count;
        double[] at = [.. Enumerable.Range(1, losses.Length).Select(batch => batch / batchesPerEpoch)];

        var raw = plot.Add.ScatterLine(at, losses, Colors.LightSteelBlue);
        raw.LegendText = "each batch";
        var smooth = plot.Add.ScatterLine(at, MovingMean(losses), Colors.SteelBlue);
        smooth.LegendText = $"mean of {SmoothingWindow} batches";
        smooth.LineWidth = 2;
        AddEpochs(plot, history, epoch => epoch.Validation?[MeanLoss.MetricName], Colors.DarkOrange, "test");
        Label(plot, title, "loss", Alignment.UpperRight);
    }

    private static void DrawAccuracy(Plot plot, TrainingHistory history)
    {
        AddEpochs(plot, history, epoch => epoch.Training[Accuracy.MetricName], Colors.SteelBlue, "training, while learning");
        AddEpochs(plot, history, epoch => epoch.Validation?[Accuracy.MetricName], Colors.DarkOrange, "test");
        Label(plot, "Accuracy after each epoch", "accuracy", Alignment.LowerRight);
    }

    private static void AddEpochs(Plot plot, TrainingHistory history, Func<EpochRecord, double?> value, Color color, string name)
    {
        EpochRecord[] epochs = [.. history.Epochs.Where(epoch => value(epoch) is not null)];
        if (epochs.Length == 0)
        {
            return;
        }

        var line = plot.Add.Scatter(epochs.Select(epoch => (double)epoch.Epoch).ToArray(), epochs.Select(epoch => value(epoch)!.Value).ToArray(), color);
        line.LegendText = name;
        line.LineWidth = 2;
        line.MarkerSize = 7;
    }

    private static void Label(Plot plot, string title, string unit, Alignment legend)
    {
        plot.Title(title);
        plot.XLabel("epoch");
        plot.YLabel(unit);
        plot.ShowLegend(legend);
    }

    private static double[] MovingMean(double[] values)
    {
        double[] means = new double[values.Length];
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += values[i] - (i >= SmoothingWindow ? values[i - SmoothingWindow] : 0);
            means[i] = sum / Math.Min(i + 1, SmoothingWindow);
        }

        return means;
    }
}
