namespace PyTorchCS;

public partial class Tensor
{
    /// <summary>The text that PyTorch prints: <c>tensor([[1., 2.], [3., 4.]])</c>, summarised over 1,000 elements, in any culture the same.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.set_printoptions.html"/>
    public override string ToString() => Func.TextOf(this);
}
