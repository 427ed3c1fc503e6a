namespace PyTorchCS.NN;

/// <summary>How the Kullback-Leibler divergence makes one number of its elements.</summary>
public enum KLDivReduction
{
    /// <summary>Not at all: one value an element.</summary>
    None,

    /// <summary>By the mean over all elements, which is not the mathematical divergence.</summary>
    Mean,

    /// <summary>By their sum.</summary>
    Sum,

    /// <summary>By their sum divided by the batch size: the mathematical divergence.</summary>
    BatchMean,
}
