using PyTorchCS;
using PyTorchCS.Data;
using PyTorchCS.Vision;

namespace FashionMnistSample;

/// <summary>The images to train and to test on.</summary>
/// <param name="Name">What they are, in one line.</param>
/// <param name="Train">Pairs of image and label to learn from.</param>
/// <param name="Test">Pairs of image and label to be judged by.</param>
/// <param name="Normalization">What was done to the pixels.</param>
internal sealed record ImageData(string Name, IDataset<Tensor[]> Train, ImageDataset Test, Normalization Normalization)
{
    private const int SyntheticTrain = 60000;
    private const int SyntheticTest = 10000;
    private static readonly Normalization SyntheticNormalization = new(0.17, 0.29);

    /// <summary>Real images where they can be had, and digits of the program's own where not, or where asked for.</summary>
    public static async Task<ImageData> LoadAsync(SampleOptions options, CancellationToken cancellation)
    {
        if (options.Data == SampleOptions.Synthetic)
        {
            return Draw(options);
        }

        if (options.Data is { } folder && !Directory.Exists(folder))
        {
            throw new OptionException($"--data: there is no folder '{folder}'");
        }

        FashionMnistSource source = new() { Log = Console.WriteLine, Progress = new DownloadLines() };
        string directory;
        try
        {
            directory = await source.LocateAsync(options.Data, cancellation);
        }
        catch (DatasetUnavailableException e) when (options.Data is null)
        {
            Console.WriteLine(e.Message);
            return Draw(options);
        }

        Normalization normalization = FashionMnist.TrainingNormalization;
        FashionMnist train = new(directory, train: true, normalization);
        FashionMnist test = new(directory, train: false, normalization);
        return new ImageData($"Fashion-MNIST from {directory}", Limit(train, options.TrainLimit), test, normalization);
    }

    private static ImageData Draw(SampleOptions options)
    {
        Console.WriteLine("These are NOT real images: the program draws digits itself and trains on them.");
        int count = Math.Min(options.TrainLimit ?? SyntheticTrain, SyntheticTrain);
        SyntheticDigits train = new(count, options.Seed, SyntheticNormalization);
        // The sign keeps the two sets apart for every seed but zero, the offset for zero.
        SyntheticDigits test = new(SyntheticTest, -options.Seed - 1, SyntheticNormalization);
        return new ImageData("synthetic digits", train, test, SyntheticNormalization);
    }

    private static IDataset<Tensor[]> Limit(ImageDataset data, int? limit) =>
        limit is { } count && count < data.Count
            ? new TensorDataset(data.Images.Narrow(0, 0, count), data.Labels.Narrow(0, 0, count))
            : data;
}
