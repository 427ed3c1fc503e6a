namespace PyTorchCS.Training;

/// <summary>When the trainer steps the learning-rate scheduler.</summary>
public enum SchedulerInterval
{
    /// <summary>After each epoch and its validation.</summary>
    Epoch,

    /// <summary>After each update of the parameters.</summary>
    Step,
}
