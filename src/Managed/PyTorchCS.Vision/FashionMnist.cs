namespace PyTorchCS.Vision;

/// <summary>Fashion-MNIST: 60,000 training and 10,000 test pictures of clothes, 28 by 28, ten classes.</summary>
/// <remarks>
/// Reads the four IDX files, compressed by gzip, and verifies them: a file that is cut short, altered or of another kind gives an
/// <see cref="InvalidDataException"/> with its name and what is wrong. <see cref="FashionMnistSource"/> finds or fetches them.
/// </remarks>
/// <seealso href="https://docs.pytorch.org/vision/stable/generated/torchvision.datasets.FashionMNIST.html"/>
public sealed class FashionMnist : ImageDataset
{
    /// <summary>Reads the training or the test part from <paramref name="directory"/>.</summary>
    /// <param name="directory">The folder of the four files.</param>
    /// <param name="train">The 60,000 training pictures, or the 10,000 test pictures.</param>
    /// <param name="normalization">Null leaves pixels at 0 to 1; see <see cref="TrainingNormalization"/>.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is not what it should be.</exception>
    public FashionMnist(string directory, bool train = true, Normalization? normalization = null)
        : base(ReadImages(directory, train, normalization), ReadLabels(directory, train), Classes)
    {
    }

    /// <summary>The names of the ten classes.</summary>
    public static IReadOnlyList<string> Classes { get; } =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>Mean and standard deviation of the training pictures' pixels.</summary>
    public static Normalization TrainingNormalization { get; } = new(0.2860, 0.3530);

    private static Tensor ReadImages(string directory, bool train, Normalization? normalization)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        IdxSpec spec = train ? FashionMnistFiles.TrainImages : FashionMnistFiles.TestImages;
        ReadOnlyMemory<byte> pixels = IdxFile.Read(directory, spec);
        return FromBytes(pixels.Span, spec.Shape[0], spec.Shape[1], spec.Shape[2], normalization);
    }

    private static Tensor ReadLabels(string directory, bool train)
    {
        IdxSpec spec = train ? FashionMnistFiles.TrainLabels : FashionMnistFiles.TestLabels;
        using Tensor bytes = Torch.Tensor(IdxFile.Read(directory, spec).Span, device: Device.Cpu);
        return bytes.To(DType.Int64);
    }
}
