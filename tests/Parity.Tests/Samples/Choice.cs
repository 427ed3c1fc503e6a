namespace PyTorchCS.Parity.Tests.Samples;

public enum Choice
{
    First,
    Second,
}
