namespace PyTorchCS.Tests;

/// <summary>Ways in which the same values may lie in memory.</summary>
internal static class OpLayout
{
    /// <summary>Columns first where there are two dimensions, every other element where there is one.</summary>
    public static Tensor Scattered(Tensor tensor)
    {
        if (tensor.Dim() >= 2)
        {
            return tensor.Transpose(0, -1).Contiguous().Transpose(0, -1);
        }

        return tensor.Dim() == 0 ? tensor : Torch.Stack([tensor, Torch.ZerosLike(tensor)], -1).Select(-1, 0);
    }
}
