namespace PyTorchCS.NN;

/// <summary>Which side of a layer Kaiming initialization keeps at equal variance.</summary>
public enum FanMode
{
    /// <summary>The inputs of a unit: keeps the variance of activations.</summary>
    FanIn,

    /// <summary>The outputs of a unit: keeps the variance of gradients.</summary>
    FanOut,
}
