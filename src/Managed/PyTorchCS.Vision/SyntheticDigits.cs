using System.Globalization;

namespace PyTorchCS.Vision;

/// <summary>Digits that the program draws itself: pen strokes with random affine distortion and noise, 28 by 28, ten classes.</summary>
/// <remarks>For where no real data can be had. The same count and seed give the same pictures.</remarks>
public sealed class SyntheticDigits : ImageDataset
{
    /// <summary>Draws <paramref name="count"/> digits.</summary>
    /// <param name="count">How many; at least one.</param>
    /// <param name="seed">Another seed, other pictures: use different ones for training and test.</param>
    /// <param name="normalization">Null leaves pixels at 0 to 1.</param>
    public SyntheticDigits(int count, long seed = 0, Normalization? normalization = null)
        : this(Draw(count, seed, normalization))
    {
    }

    private SyntheticDigits((Tensor Images, Tensor Labels) drawn)
        : base(drawn.Images, drawn.Labels, Classes)
    {
    }

    /// <summary>The names of the ten classes.</summary>
    public static IReadOnlyList<string> Classes { get; } =
        [.. Enumerable.Range(0, DigitStrokes.Digits.Count).Select(digit => digit.ToString(CultureInfo.InvariantCulture))];

    private static (Tensor Images, Tensor Labels) Draw(int count, long seed, Normalization? normalization)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        float[] pixels = new float[checked(count * DigitPainter.Pixels)];
        long[] labels = new long[count];
        Parallel.For(0, count, i =>
            labels[i] = DigitPainter.Paint(pixels.AsSpan(i * DigitPainter.Pixels, DigitPainter.Pixels), seed, i));

        using TensorScope scope = Torch.Scope();
        Tensor images = Torch.Tensor(pixels, device: Device.Cpu).View(count, 1, DigitPainter.Side, DigitPainter.Side);
        normalization?.Apply_(images);
        return (scope.Keep(images), scope.Keep(Torch.Tensor(labels, device: Device.Cpu)));
    }
}
