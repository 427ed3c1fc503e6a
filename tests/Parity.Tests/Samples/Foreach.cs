namespace PyTorchCS.Parity.Tests.Samples;

public static class Foreach
{
    public static void Add_()
    {
    }
}
