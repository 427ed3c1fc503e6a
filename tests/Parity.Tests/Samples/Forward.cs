namespace PyTorchCS.Parity.Tests.Samples;

public static class Forward
{
    public static void Go()
    {
    }
}
