namespace PyTorchCS;

/// <summary>The work of <c>Torch.Lobpcg</c> for one matrix.</summary>
/// <remarks>
/// Each step looks for the best vectors in the span of the current ones, their preconditioned residuals, and the directions of the last step;
/// Knyazev, "Toward the optimal preconditioned eigensolver", 2001. The span is kept orthonormal by eigendecompositions of its Gram matrix,
/// which also drop what is linearly dependent; Stathopoulos and Wu, 2002.
/// </remarks>
internal sealed class BlockEigensolver(Tensor a, Tensor? b, Tensor? preconditioner, bool largest, double? tolerance)
{
    private readonly double _epsilon = Finfo.Of(a.DType).Eps;

    public (Tensor E, Tensor X) Solve(Tensor first, long wanted, long iterations)
    {
        using var scope = Torch.Scope();
        var n = first.Size(-1);
        var scale = (Norm(Times(a, first)) / Norm(first), b is null ? 1 : Norm(Times(b, first)) / Norm(first));
        var (values, vectors) = Ritz(Orthonormal(first), n);
        Tensor? directions = null;
        for (var i = 0L; i < iterations; i++)
        {
            using var step = Torch.Scope();
            var residuals = Times(a, vectors) - TimesB(vectors) * values;
            if (HasConverged(residuals, values, vectors, wanted, scale))
            {
                break;
            }
            var improved = preconditioner is null ? residuals : Times(preconditioner, residuals);
            var rest = Orthonormal(directions is null ? improved : Torch.Cat([improved, directions], 1), vectors);
            if (rest.Size(1) == 0)
            {
                // What the residuals span is there already, to rounding: nothing gets better.
                break;
            }
            var (nextValues, weights) = Subspace(Torch.Cat([vectors, rest], 1), n);
            directions = step.Keep(rest.Matmul(weights.Narrow(0, n, rest.Size(1))));
            vectors = step.Keep(vectors.Matmul(weights.Narrow(0, 0, n)) + directions);
            values = step.Keep(nextValues);
        }
        return (scope.Keep(values.Narrow(0, 0, wanted).Clone()), scope.Keep(vectors.Narrow(1, 0, wanted).Contiguous()));
    }

    /// <summary>The same values and vectors, with a first derivative by the matrix that perturbation theory gives.</summary>
    public static (Tensor E, Tensor X) Record(Tensor a, Tensor values, Tensor vectors)
    {
        // dλ = xᵀ dA x and dx = -(A - λ)⁺ dA x: A enters through its product with the fixed vectors only.
        var product = a.Matmul(vectors);
        var derived = (vectors * product).Sum(-2);
        var columns = new Tensor[vectors.Size(-1)];
        for (var i = 0; i < columns.Length; i++)
        {
            var value = values.Narrow(-1, i, 1).Unsqueeze(-1);
            var vector = vectors.Narrow(-1, i, 1);
            Tensor inverse;
            using (Torch.NoGrad())
            {
                var shifted = a - value * Torch.Eye(a.Size(-1), dtype: a.DType, device: a.Device);
                inverse = Linalg.Pinv(shifted, rtol: Math.Sqrt(Finfo.Of(a.DType).Eps), hermitian: true);
            }
            var residual = product.Narrow(-1, i, 1) - value * vector;
            columns[i] = vector - inverse.Matmul(residual - residual.Detach());
        }
        return (derived, Torch.Cat(columns, -1));
    }

    private static Tensor Times(Tensor matrix, Tensor dense) => matrix.IsSparse ? Sparse.Mm(matrix, dense) : matrix.Matmul(dense);

    private static double Norm(Tensor tensor) => tensor.Norm().Item<double>();

    private Tensor TimesB(Tensor dense) => b is null ? dense : Times(b, dense);

    private bool HasConverged(Tensor residuals, Tensor values, Tensor vectors, long wanted, (double A, double B) scale)
    {
        var size = Linalg.VectorNorm(vectors, dim: 0) * (scale.A + values.Abs() * scale.B);
        var errors = Linalg.VectorNorm(residuals, dim: 0) / size;
        return errors.Narrow(0, 0, wanted).Max().Item<double>() < (tolerance ?? Math.Sqrt(_epsilon));
    }

    private (Tensor E, Tensor X) Ritz(Tensor basis, long n)
    {
        var (values, weights) = Subspace(basis, n);
        return (values, basis.Matmul(weights));
    }

    /// <summary>The eigenvalues wanted of the matrix within the span of a basis, and the weights of the basis in their vectors.</summary>
    private (Tensor E, Tensor Weights) Subspace(Tensor basis, long n)
    {
        var inner = basis.MT.Matmul(Times(a, basis));
        var (values, weights) = Linalg.Eigh((inner + inner.MT) / 2);
        return largest
            ? (values.Flip(0).Narrow(0, 0, n), weights.Flip(1).Narrow(1, 0, n))
            : (values.Narrow(0, 0, n), weights.Narrow(1, 0, n));
    }

    /// <summary>An orthonormal basis of what the columns span, outside of what another orthonormal basis spans.</summary>
    private Tensor Orthonormal(Tensor columns, Tensor? outside = null)
    {
        // Twice is enough: the first round leaves errors that grow with the condition of the columns.
        for (var round = 0; round < 2; round++)
        {
            if (outside is not null)
            {
                columns -= outside.Matmul(outside.MT.Matmul(TimesB(columns)));
            }
            var lengths = (columns * TimesB(columns)).Sum(0).Sqrt();
            columns = columns[.., lengths > 0] / lengths[lengths > 0];
            if (columns.Size(1) == 0)
            {
                return columns;
            }
            var gram = columns.MT.Matmul(TimesB(columns));
            var (values, vectors) = Linalg.Eigh((gram + gram.MT) / 2);
            var kept = values > _epsilon * columns.Size(1) * values.Max();
            columns = columns.Matmul(vectors[.., kept]) / values[kept].Sqrt();
        }
        return columns;
    }
}
