namespace PyTorchCS.Training.Tests;

/// <summary>A callback that notes what is called, and does what a test wants on the way.</summary>
internal sealed class Watcher : ITrainerCallback
{
    public List<string> Calls { get; } = [];

    public Action<TrainerState>? Step { get; init; }

    public Action<TrainerState>? Report { get; init; }

    public Action<TrainerState>? EpochStart { get; init; }

    public Action<TrainerState, EpochRecord>? EpochEnd { get; init; }

    public int Reports => Calls.Count(call => call == "report");

    public void OnFitStart(TrainerState state) => Calls.Add("fit start");

    public void OnEpochStart(TrainerState state)
    {
        Calls.Add($"epoch {state.Epoch} start");
        EpochStart?.Invoke(state);
    }

    public void OnStep(TrainerState state)
    {
        Calls.Add($"step {state.Step}");
        Step?.Invoke(state);
    }

    public void OnReport(TrainerState state)
    {
        Calls.Add("report");
        Report?.Invoke(state);
    }

    public void OnEpochEnd(TrainerState state, EpochRecord epoch)
    {
        Calls.Add($"epoch {state.Epoch} end");
        EpochEnd?.Invoke(state, epoch);
    }

    public void OnFitEnd(TrainerState state) => Calls.Add("fit end");
}
