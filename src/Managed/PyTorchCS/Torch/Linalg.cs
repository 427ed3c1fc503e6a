namespace PyTorchCS;

/// <summary>Linear algebra: norms, decompositions, solvers and inverses.</summary>
/// <remarks>PyTorch's <c>torch.linalg</c>. Matrices are the last two dimensions; the others are batches.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/linalg.html"/>
public static partial class Linalg;
