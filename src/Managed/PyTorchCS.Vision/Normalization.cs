namespace PyTorchCS.Vision;

/// <summary>Shifts and scales pixels of 0 to 1: <c>y = (x - Mean) / Std</c>.</summary>
/// <param name="Mean">What is subtracted.</param>
/// <param name="Std">What the difference is divided by; not zero.</param>
/// <seealso href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.Normalize.html"/>
public sealed record Normalization(double Mean, double Std)
{
    /// <summary>Normalises <paramref name="images"/> in place and returns them.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="Std"/> is zero or not finite.</exception>
    public Tensor Apply_(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (Std == 0 || !double.IsFinite(Std))
        {
            throw new ArgumentOutOfRangeException(nameof(images), Std, "Normalization: Std must be finite and not zero.");
        }

        return images.Sub_(Mean).Div_(Std);
    }

    /// <summary>Turns normalised pixels back: <c>x = y·Std + Mean</c>, as a new tensor.</summary>
    public Tensor Invert(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return images * Std + Mean;
    }
}
