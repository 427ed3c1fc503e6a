namespace PyTorchCS;

/// <summary>Functions of sparse tensors.</summary>
/// <remarks>PyTorch's <c>torch.sparse</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/sparse.html"/>
public static partial class Sparse;
