namespace PyTorchCS;

/// <summary>A function that was called again in a backward pass did something else than the first time.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/checkpoint.html"/>
#pragma warning disable CA1032 // Only checkpoints make one.
public sealed class CheckpointError : Exception
#pragma warning restore CA1032
{
    internal CheckpointError(string message)
        : base("checkpoint: " + message)
    {
    }
}
