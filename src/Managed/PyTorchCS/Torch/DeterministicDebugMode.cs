namespace PyTorchCS;

/// <summary>What happens where an operator has no deterministic kernel.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.set_deterministic_debug_mode.html"/>
public enum DeterministicDebugMode
{
    /// <summary>It runs.</summary>
    Default = 0,

    /// <summary>It runs and warns.</summary>
    Warn = 1,

    /// <summary>It fails.</summary>
    Error = 2,
}
