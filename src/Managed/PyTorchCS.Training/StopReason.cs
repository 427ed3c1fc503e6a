namespace PyTorchCS.Training;

/// <summary>Why a training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were run.</summary>
    Completed,

    /// <summary>A <see cref="CancellationToken"/> or Ctrl-C ended it.</summary>
    Cancelled,

    /// <summary>A callback asked for the end.</summary>
    Stopped,
}
