namespace PyTorchCS.Parity.Tests.Samples;

public static class TensorExtensions
{
    extension(Tensor tensor)
    {
        public int Width => tensor is null ? 0 : 1;
    }

    public static Tensor Extended(this Tensor tensor, int dim = 0) => dim == 0 ? tensor : new Tensor();
}
