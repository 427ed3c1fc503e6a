namespace PyTorchCS.Tests;

/// <summary>What a <see cref="StressProgram"/> throws in the middle of its own work.</summary>
internal sealed class StressException : Exception;
