namespace PyTorchCS.Testing;

/// <summary>A test left native tensors behind.</summary>
public sealed class LeakException(string message) : Exception(message);
