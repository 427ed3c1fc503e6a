namespace PyTorchCS.Tests;

/// <summary>A <see cref="StressProgram"/> did not do what it does alone.</summary>
internal sealed class StressFailure : Exception
{
    internal StressFailure(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
