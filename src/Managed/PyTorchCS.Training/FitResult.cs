namespace PyTorchCS.Training;

/// <summary>How a training ended and what it reported on the way.</summary>
/// <param name="Reason">Why it ended.</param>
/// <param name="History">The numbers of each epoch that was finished, and the loss of each batch.</param>
/// <param name="Steps">How many updates of the parameters were made.</param>
/// <param name="Duration">How long it took.</param>
public sealed record FitResult(StopReason Reason, TrainingHistory History, long Steps, TimeSpan Duration)
{
    /// <summary>Whether a <see cref="CancellationToken"/> or Ctrl-C ended the training.</summary>
    public bool Cancelled => Reason == StopReason.Cancelled;
}
