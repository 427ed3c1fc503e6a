namespace PyTorchCS;

public static partial class Torch
{
    /// <summary>The largest or smallest eigenvalues of a symmetric matrix with their vectors, by the locally optimal block preconditioned conjugate gradient method.</summary>
    /// <param name="A">A symmetric matrix <c>(*, m, m)</c>, dense, or sparse without batches.</param>
    /// <param name="k">How many pairs; by default as many as <paramref name="X"/> has columns, or 1.</param>
    /// <param name="B">A symmetric positive definite matrix of the generalized problem <c>A x = λ B x</c>; by default the identity.</param>
    /// <param name="X">The first guess of the vectors, <c>(*, m, n)</c>; by default random.</param>
    /// <param name="n">The columns of a random first guess; by default <paramref name="k"/>.</param>
    /// <param name="iK">A preconditioner, which is multiplied with the residuals: an approximation of the inverse of <c>A</c>.</param>
    /// <param name="niter">The most iterations; by default, and for -1, as many as it takes.</param>
    /// <param name="tol">The residual that counts as converged, relative to the norms of the matrices; by default the root of the dtype's epsilon.</param>
    /// <param name="largest">Whether the largest or the smallest eigenvalues are wanted.</param>
    /// <returns>The eigenvalues <c>(*, k)</c>, largest or smallest first, and the vectors <c>(*, m, k)</c>, orthonormal with respect to <c>B</c>.</returns>
    /// <remarks>Gradients work, once, for a dense <c>A</c> without <c>B</c>.</remarks>
    /// <exception cref="ArgumentException">The shapes do not fit, <c>m &lt; 3 n</c>, or gradients are required with a <c>B</c> or a sparse <c>A</c>.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.lobpcg.html"/>
    // Differs from PyTorch: no method, tracker and ortho parameters, since there is one way to keep the vectors orthogonal.
    public static (Tensor E, Tensor X) Lobpcg(
        Tensor A, long? k = null, Tensor? B = null, Tensor? X = null, long? n = null, Tensor? iK = null, long? niter = null, double? tol = null, bool? largest = null)
    {
        ArgumentNullException.ThrowIfNull(A);
        var wanted = k ?? X?.Size(-1) ?? 1;
        var columns = X?.Size(-1) ?? n ?? wanted;
        CheckEigenproblem(A, B, X, wanted, columns);
        var isRecorded = IsGradEnabled && (A.RequiresGrad || B is { RequiresGrad: true });
        if (isRecorded && (B is not null || A.IsSparse))
        {
            throw new ArgumentException("lobpcg: gradients work for a dense A without B only", nameof(A));
        }
        using var scope = Scope();
        Tensor values;
        Tensor vectors;
        using (NoGrad())
        {
            var first = X ?? Randn([.. A.Shape[..^1], columns], dtype: A.DType, device: A.Device);
            (values, vectors) = SolveEach(A, B, first, iK, wanted, niter is null or < 0 ? long.MaxValue : niter.Value, tol, largest ?? true);
        }
        if (isRecorded)
        {
            (values, vectors) = BlockEigensolver.Record(A, values, vectors);
        }
        return (scope.Keep(values), scope.Keep(vectors));
    }

    private static (Tensor E, Tensor X) SolveEach(Tensor A, Tensor? B, Tensor first, Tensor? preconditioner, long wanted, long iterations, double? tolerance, bool largest)
    {
        if (A.Ndim == 2)
        {
            return new BlockEigensolver(A, B, preconditioner, largest, tolerance).Solve(first, wanted, iterations);
        }
        // Batches converge each in its own number of steps.
        var batch = A.Shape[..^2];
        var (m, n) = (A.Size(-1), first.Size(-1));
        var matrices = A.Reshape(-1, m, m);
        var others = B?.Expand(A.Shape).Reshape(-1, m, m);
        var guesses = first.Expand([.. batch, m, n]).Reshape(-1, m, n);
        var preconditioners = preconditioner?.Expand(A.Shape).Reshape(-1, m, m);
        var values = new Tensor[matrices.Size(0)];
        var vectors = new Tensor[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            (values[i], vectors[i]) = new BlockEigensolver(matrices[i], others?[i], preconditioners?[i], largest, tolerance).Solve(guesses[i], wanted, iterations);
        }
        return (Stack(values).Reshape([.. batch, wanted]), Stack(vectors).Reshape([.. batch, m, wanted]));
    }

    private static void CheckEigenproblem(Tensor A, Tensor? B, Tensor? X, long wanted, long columns)
    {
        if (A.Ndim < 2 || A.Size(-1) != A.Size(-2) || (B is not null && (B.Size(-1) != A.Size(-1) || B.Size(-2) != A.Size(-1))))
        {
            throw new ArgumentException($"lobpcg: expected square matrices of one size, not {A.Describe()}{(B is null ? "" : " and " + B.Describe())}");
        }
        if (A.DType is not (DType.Float32 or DType.Float64))
        {
            throw new ArgumentException($"lobpcg: expected float32 or float64, not {A.Describe()}", nameof(A));
        }
        if (X is not null && X.Size(-2) != A.Size(-1))
        {
            throw new ArgumentException($"lobpcg: the first guess {X.Describe()} does not fit {A.Describe()}", nameof(X));
        }
        if (wanted < 1 || wanted > columns || A.Size(-1) < 3 * columns)
        {
            throw new ArgumentException($"lobpcg: {wanted} eigenvalues by {columns} vectors are not to be had from {A.Describe()}: it takes 1 <= k <= n and m >= 3 n");
        }
    }
}
