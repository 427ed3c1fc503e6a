using PyTorchCS.Data;

namespace PyTorchCS.Vision;

/// <summary>Grey pictures with a class each, held in memory as two tensors.</summary>
/// <remarks>An item is <c>[image, label]</c>: image float32 <c>(1, height, width)</c>, label int64 of no dimension.</remarks>
public abstract class ImageDataset : IDataset<Tensor[]>, IBatchDataset<Tensor[]>
{
    private readonly TensorDataset _pairs;

    private protected ImageDataset(Tensor images, Tensor labels, IReadOnlyList<string> classNames)
    {
        _pairs = new TensorDataset(images, labels);
        Images = images;
        Labels = labels;
        ClassNames = classNames;
    }

    /// <summary>All pictures, float32 <c>(count, 1, height, width)</c>, 0 for black to 1 for white unless normalised.</summary>
    public Tensor Images { get; }

    /// <summary>The class of each picture, int64 <c>(count)</c>.</summary>
    public Tensor Labels { get; }

    /// <summary>The name of each class.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <inheritdoc/>
    public long Count => _pairs.Count;

    /// <summary>The picture and the label with number <paramref name="index"/>, as views.</summary>
    public Tensor[] this[long index] => _pairs[index];

    /// <inheritdoc/>
    public Tensor[] Gather(Tensor indices) => _pairs.Gather(indices);

    /// <inheritdoc/>
    public Tensor[] Slice(long start, long length) => _pairs.Slice(start, length);

    /// <summary>Bytes as pictures: float32 <c>(count, 1, height, width)</c> of 0 to 1, then normalised.</summary>
    private protected static Tensor FromBytes(ReadOnlySpan<byte> pixels, long count, long height, long width, Normalization? normalization)
    {
        using TensorScope scope = Torch.Scope();
        Tensor images = Torch.Tensor(pixels, device: Device.Cpu).To(DType.Float32).Div_(255).View(count, 1, height, width);
        normalization?.Apply_(images);
        return scope.Keep(images);
    }
}
