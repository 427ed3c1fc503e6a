namespace PyTorchCS.NN;

/// <summary>What follows a layer, as <see cref="Init.CalculateGain"/> knows it.</summary>
public enum Nonlinearity
{
    /// <summary>Nothing.</summary>
    Linear,

    /// <summary>A one-dimensional convolution.</summary>
    Conv1d,

    /// <summary>A two-dimensional convolution.</summary>
    Conv2d,

    /// <summary>A three-dimensional convolution.</summary>
    Conv3d,

    /// <summary>A transposed one-dimensional convolution.</summary>
    ConvTranspose1d,

    /// <summary>A transposed two-dimensional convolution.</summary>
    ConvTranspose2d,

    /// <summary>A transposed three-dimensional convolution.</summary>
    ConvTranspose3d,

    /// <summary>The logistic function.</summary>
    Sigmoid,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary><c>max(0, x)</c>.</summary>
    ReLU,

    /// <summary><c>max(0, x) + slope · min(0, x)</c>.</summary>
    LeakyReLU,

    /// <summary>The self-normalizing exponential unit.</summary>
    SELU,
}
