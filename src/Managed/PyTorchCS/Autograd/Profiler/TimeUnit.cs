namespace PyTorchCS;

/// <summary>The unit of the times in a table of events.</summary>
public enum TimeUnit
{
    /// <summary>Seconds.</summary>
    S,

    /// <summary>Milliseconds.</summary>
    Ms,

    /// <summary>Microseconds.</summary>
    Us,
}
