namespace PyTorchCS.Training;

/// <summary>Which direction of a metric is better.</summary>
public enum MonitorMode
{
    /// <summary>A smaller value is better, as for a loss.</summary>
    Min,

    /// <summary>A larger value is better, as for an accuracy.</summary>
    Max,
}
