using System.Globalization;

namespace PyTorchCS.Training;

/// <summary>Puts a training's numbers into words; the same on every machine, whatever its culture.</summary>
internal sealed class ProgressText(string unit, string validationName)
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string Epoch(int epoch, int epochs) => string.Create(Culture, $"epoch {epoch}/{epochs}");

    public static string Batch(TrainerState state) => state.Batches is { } batches
        ? string.Create(Culture, $"batch {state.Batch}/{batches}")
        : string.Create(Culture, $"batch {state.Batch}");

    /// <summary>Loss, metrics, speed and time left, as of the last report.</summary>
    public string Running(TrainerState state)
    {
        string left = state.Remaining is { } remaining ? $"  left {Duration(remaining)}" : "";
        return $"{Metrics(state.Metrics)}  {Speed(state)}{left}";
    }

    /// <summary>What an epoch came to.</summary>
    public string Finished(TrainerState state, EpochRecord epoch)
    {
        string validation = epoch.Validation is { } metrics ? $"  |  {validationName}  {Metrics(metrics)}" : "";
        return string.Create(Culture, $"{Metrics(epoch.Training)}{validation}  |  {Speed(state)}  {epoch.Duration.TotalSeconds:0.0} s");
    }

    private string Speed(TrainerState state) => string.Create(Culture, $"{state.SamplesPerSecond:#,0} {unit}/s");

    private static string Metrics(IReadOnlyDictionary<string, double> metrics) =>
        string.Join("  ", metrics.Select(metric => string.Create(Culture, $"{metric.Key} {metric.Value:0.0000}")));

    private static string Duration(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(Culture, $"{(long)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}")
        : string.Create(Culture, $"{time.Minutes:00}:{time.Seconds:00}");
}
