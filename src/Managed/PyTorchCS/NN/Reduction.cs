namespace PyTorchCS.NN;

/// <summary>How a loss makes one number of its elements.</summary>
public enum Reduction
{
    /// <summary>Not at all: one value an element.</summary>
    None = 0,

    /// <summary>By their mean; where there are weights, the weighted mean.</summary>
    Mean = 1,

    /// <summary>By their sum.</summary>
    Sum = 2,
}
