namespace PyTorchCS.NN;

/// <summary>How <see cref="F.Interpolate"/> makes the elements between those it is given.</summary>
public enum InterpolationMode
{
    /// <summary>The nearest element.</summary>
    Nearest,

    /// <summary>Linear between two neighbours; inputs of 3 dimensions.</summary>
    Linear,

    /// <summary>Linear in two directions; inputs of 4 dimensions.</summary>
    Bilinear,

    /// <summary>Cubic in two directions; inputs of 4 dimensions.</summary>
    Bicubic,

    /// <summary>Linear in three directions; inputs of 5 dimensions.</summary>
    Trilinear,

    /// <summary>The mean over the area, as adaptive average pooling.</summary>
    Area,
}
