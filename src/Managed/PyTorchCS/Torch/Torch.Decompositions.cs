namespace PyTorchCS;

public static partial class Torch
{
    /// <summary>The largest singular values of a matrix that has few of them, by random projection: <c>A - M ≈ U diag(S) Vᴴ</c>.</summary>
    /// <param name="A">A matrix <c>(*, m, n)</c>, dense, or sparse without batches.</param>
    /// <param name="q">Somewhat more than the rank; by default 6.</param>
    /// <param name="niter">How often the projection is refined; by default twice.</param>
    /// <param name="M">What is subtracted from <c>A</c>, of a shape that broadcasts to that of <c>A</c>.</param>
    /// <returns><c>U (*, m, q)</c>, <c>S (*, q)</c> and <c>V (*, n, q)</c>.</returns>
    /// <remarks>It draws from the default generator. For small dense matrices <see cref="Linalg.Svd(Tensor, bool, SvdDriver?)"/> is faster.</remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.svd_lowrank.html"/>
    public static (Tensor U, Tensor S, Tensor V) SvdLowrank(Tensor A, long? q = 6, long? niter = 2, Tensor? M = null)
    {
        ArgumentNullException.ThrowIfNull(A);
        using var scope = Scope();
        var isWide = A.Size(-2) < A.Size(-1);
        var shift = M?.BroadcastTo(A.Shape);
        // A tall matrix keeps the second, exact decomposition small.
        var tall = isWide ? Transjugate(A) : A;
        var tallShift = isWide ? shift?.MH : shift;
        var basis = ApproximateRange(tall, q ?? 6, niter ?? 2, tallShift);
        var projected = Product(Transjugate(tall), basis, tallShift?.MH).MH;
        var (u, s, vh) = Linalg.Svd(projected, fullMatrices: false);
        var left = basis.Matmul(u);
        var right = vh.MH;
        return isWide ? (scope.Keep(right), scope.Keep(s), scope.Keep(left)) : (scope.Keep(left), scope.Keep(s), scope.Keep(right));
    }

    /// <summary>Principal components of a matrix with samples in its rows: the singular value decomposition of the centered matrix.</summary>
    /// <param name="A">A matrix <c>(*, m, n)</c>, dense, or sparse without batches.</param>
    /// <param name="q">How many components, somewhat more than the rank; by default <c>min(6, m, n)</c>.</param>
    /// <param name="center">Whether the mean of each column is subtracted first.</param>
    /// <param name="niter">How often the projection is refined.</param>
    /// <returns><c>U (*, m, q)</c>, <c>S (*, q)</c> and <c>V (*, n, q)</c>; the columns of <c>V</c> are the components.</returns>
    /// <exception cref="ArgumentException"><paramref name="q"/> is negative or greater than <c>min(m, n)</c>, or <paramref name="niter"/> is negative.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.pca_lowrank.html"/>
    public static (Tensor U, Tensor S, Tensor V) PcaLowrank(Tensor A, long? q = null, bool center = true, long niter = 2)
    {
        ArgumentNullException.ThrowIfNull(A);
        var smaller = Math.Min(A.Size(-2), A.Size(-1));
        var components = q ?? Math.Min(6, smaller);
        if (components < 0 || components > smaller || niter < 0)
        {
            throw new ArgumentException($"pca_lowrank: q {components} is to lie between 0 and min(m, n) = {smaller}, and niter {niter} is not to be negative");
        }
        if (!center)
        {
            return SvdLowrank(A, components, niter);
        }
        using var scope = Scope();
        // A sparse matrix stays sparse: its mean is taken off within the products.
        var (u, s, v) = A.IsSparse
            ? SvdLowrank(A, components, niter, Sparse.Sum(A, -2).ToDense().Div(A.Size(-2)).Unsqueeze(0))
            : SvdLowrank(A - A.Mean(-2, keepdim: true), components, niter);
        return (scope.Keep(u), scope.Keep(s), scope.Keep(v));
    }

    /// <summary>LU decomposition with partial pivoting in LAPACK's packed form.</summary>
    /// <param name="A">Matrices <c>(*, m, n)</c>.</param>
    /// <param name="pivot">Whether rows are exchanged.</param>
    /// <param name="getInfos">Whether <c>Infos</c> is of interest; it is there in any case.</param>
    /// <returns>
    /// <c>L</c>, without its diagonal of ones, and <c>U</c> in one tensor; the rows that were exchanged, counted from 1; and for each matrix 0, or
    /// the place of the first zero in the diagonal of <c>U</c>, of a singular matrix.
    /// </returns>
    /// <remarks>Deprecated in PyTorch in favour of <see cref="Linalg.LuFactor(Tensor, bool)"/>.</remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.lu.html"/>
    // Differs from PyTorch: always a tuple of three, since a result type cannot depend on the value of an argument.
    public static (Tensor LU, Tensor Pivots, Tensor Infos) Lu(Tensor A, bool pivot = true, bool getInfos = false) =>
        Ops._LuWithInfo(A, pivot, checkErrors: !getInfos);

    /// <summary>An orthonormal basis of about what the matrix maps to, by randomized subspace iteration.</summary>
    private static Tensor ApproximateRange(Tensor matrix, long columns, long iterations, Tensor? shift)
    {
        var dtype = matrix.DType.IsFloatingPoint || matrix.DType.IsComplex ? matrix.DType : DType.Float32;
        var start = Randn([matrix.Size(-1), columns], dtype: dtype, device: matrix.Device);
        var transposed = Transjugate(matrix);
        var basis = Linalg.Qr(Product(matrix, start, shift)).Q;
        for (var i = 0L; i < iterations; i++)
        {
            basis = Linalg.Qr(Product(transposed, basis, shift?.MH)).Q;
            basis = Linalg.Qr(Product(matrix, basis, shift)).Q;
        }
        return basis;
    }

    private static Tensor Product(Tensor matrix, Tensor dense, Tensor? shift)
    {
        var product = matrix.IsSparse ? Sparse.Mm(matrix, dense) : matrix.Matmul(dense);
        return shift is null ? product : product - shift.Matmul(dense);
    }

    // Conjugation is lazy for dense tensors, and a matter of the values for sparse ones.
    private static Tensor Transjugate(Tensor matrix) =>
        !matrix.IsSparse ? matrix.MH : matrix.DType.IsComplex ? matrix.Transpose(-2, -1).ConjPhysical() : matrix.Transpose(-2, -1);
}
