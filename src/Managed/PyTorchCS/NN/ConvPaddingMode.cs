namespace PyTorchCS.NN;

/// <summary>What a convolution sees beyond the border of its input.</summary>
public enum ConvPaddingMode
{
    /// <summary>Zeros.</summary>
    Zeros,

    /// <summary>The input mirrored, without repeating the border.</summary>
    Reflect,

    /// <summary>The border repeated.</summary>
    Replicate,

    /// <summary>The opposite side of the input.</summary>
    Circular,
}
