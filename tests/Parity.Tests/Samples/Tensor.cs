namespace PyTorchCS.Parity.Tests.Samples;

public class Tensor
{
    public Tensor Add_(object other) => this;
}
