namespace PyTorchCS;

public static partial class Torch
{
    /// <summary>Another name of <see cref="Mm(Tensor, Tensor)"/>.</summary>
    public static Tensor Dsmm(Tensor input, Tensor mat2) => Ops.Mm(input, mat2);

    /// <summary>Another name of <see cref="Hspmm(Tensor, Tensor)"/>.</summary>
    public static Tensor Hsmm(Tensor mat1, Tensor mat2) => Ops.Hspmm(mat1, mat2);

    /// <summary>Another name of <see cref="Sspaddmm(Tensor, Tensor, Tensor, Scalar?, Scalar?)"/>.</summary>
    public static Tensor Saddmm(Tensor input, Tensor mat1, Tensor mat2, Scalar? beta = null, Scalar? alpha = null) =>
        Ops.Sspaddmm(input, mat1, mat2, beta, alpha);

    /// <summary>Another name of <see cref="Mm(Tensor, Tensor)"/>.</summary>
    public static Tensor Spmm(Tensor input, Tensor mat2) => Ops.Mm(input, mat2);
}
