namespace PyTorchCS.Training;

/// <summary>Is called while a training runs; implement only what is wanted.</summary>
/// <remarks>
/// Calls come on the thread that runs <c>Fit</c>, and outside the scope of a step: tensors made in a callback last. An exception from a
/// callback ends the training and reaches its caller.
/// </remarks>
public interface ITrainerCallback
{
    /// <summary>Before the first epoch; the model is in training mode.</summary>
    void OnFitStart(TrainerState state)
    {
    }

    /// <summary>Before the first batch of an epoch.</summary>
    void OnEpochStart(TrainerState state)
    {
    }

    /// <summary>After each update of the parameters; numbers in <paramref name="state"/> are those of the last report.</summary>
    void OnStep(TrainerState state)
    {
    }

    /// <summary>After each report: new numbers are in <paramref name="state"/>.</summary>
    void OnReport(TrainerState state)
    {
    }

    /// <summary>After an epoch and its validation.</summary>
    void OnEpochEnd(TrainerState state, EpochRecord epoch)
    {
    }

    /// <summary>At the end, also when an exception ended the training.</summary>
    void OnFitEnd(TrainerState state)
    {
    }
}
