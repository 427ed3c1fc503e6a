namespace PyTorchCS.Parity.Tests.Samples;

public sealed class Conv2d(int inChannels)
{
    public int InChannels => inChannels;
}
