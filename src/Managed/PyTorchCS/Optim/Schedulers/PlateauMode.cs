namespace PyTorchCS.Optim;

/// <summary>Which values of a metric are the better ones.</summary>
public enum PlateauMode
{
    /// <summary>Lower ones, as of a loss.</summary>
    Min,

    /// <summary>Higher ones, as of an accuracy.</summary>
    Max,
}
