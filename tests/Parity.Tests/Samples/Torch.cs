namespace PyTorchCS.Parity.Tests.Samples;

/// <summary>A small product for the tests to look into.</summary>
public static class Torch
{
    public const int Float32 = 6;

    public static void Conv2d(object input, bool bias = true, int? dim = null, string padding = "same", Choice choice = Choice.Second, double p = 0.5)
    {
    }

    public static void LogSoftmax(object input)
    {
    }

    public static int GetDefaultDType() => Float32;

    internal static void Hidden()
    {
    }
}
