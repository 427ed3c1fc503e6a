namespace PyTorchCS.Optim;

/// <summary>How the threshold of an improvement is meant.</summary>
public enum ThresholdMode
{
    /// <summary>As a share of the best value.</summary>
    Rel,

    /// <summary>As a difference to the best value.</summary>
    Abs,
}
