using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class LobpcgTests : LeakCheck
{
    private const double Tolerance = 1e-9;

    public LobpcgTests() => Torch.ManualSeed(0);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pairs_AreTheExtremeOnes(bool largest)
    {
        var a = Symmetric(30);

        var (e, x) = Torch.Lobpcg(a, k: 3, largest: largest, tol: Tolerance);

        var all = Linalg.Eigvalsh(a);
        e.Should().BeCloseTo(largest ? all.Flip(0)[..3] : all[..3], relative: 1e-7);
        a.Matmul(x).Should().BeCloseTo(x * e, absolute: 1e-6);
        x.MT.Matmul(x).Should().BeCloseTo(Torch.Eye(3, dtype: DType.Float64), absolute: 1e-9);
    }

    [Fact]
    public void Pairs_OfAGeneralizedProblem_SolveIt()
    {
        var a = Symmetric(20);
        var b = Symmetric(20) + 50 * Torch.Eye(20, dtype: DType.Float64);

        var (e, x) = Torch.Lobpcg(a, k: 2, B: b, tol: Tolerance);

        a.Matmul(x).Should().BeCloseTo(b.Matmul(x) * e, absolute: 1e-6);
        x.MT.Matmul(b).Matmul(x).Should().BeCloseTo(Torch.Eye(2, dtype: DType.Float64), absolute: 1e-9);
        e.Should().BeCloseTo(Linalg.Eigvals(Linalg.Solve(b, a)).Real.Sort(descending: true).Values[..2], relative: 1e-7);
    }

    [Fact]
    public void Batches_AreSolvedEach()
    {
        var a = Torch.Stack([Symmetric(12), Symmetric(12)]);

        var (e, x) = Torch.Lobpcg(a, k: 2, n: 4, tol: Tolerance);

        e.Should().BeCloseTo(Linalg.Eigvalsh(a).Flip(-1)[.., ..2], relative: 1e-7);
        x.Should().HaveShape(2, 12, 2);
    }

    /// <summary>The second difference on a line has the eigenvalues 2 - 2 cos(π i / (m + 1)).</summary>
    [Fact]
    public void SparseMatrix_WithPreconditioner_HasItsKnownEigenvalues()
    {
        const int m = 40;
        var ones = Torch.Ones([3, m], dtype: DType.Float64);
        var a = Sparse.Spdiags(ones * Torch.Tensor([-1.0, 2.0, -1.0]).Unsqueeze(1), Torch.Tensor([-1L, 0L, 1L]), [m, m]);
        var inverse = Linalg.Inv(a.ToDense());

        var (e, _) = Torch.Lobpcg(a, k: 2, iK: inverse, largest: false, tol: Tolerance);

        e.Should().HaveValues(2 - 2 * Math.Cos(Math.PI / (m + 1)), 2 - 2 * Math.Cos(2 * Math.PI / (m + 1)));
    }

    [Fact]
    public void FirstGuess_OfTheSolution_IsKept()
    {
        var a = Torch.Diag(Torch.Arange(9, dtype: DType.Float64));
        var guess = Torch.Eye(9, dtype: DType.Float64)[.., 7..];

        var (e, _) = Torch.Lobpcg(a, X: guess, niter: 1);

        e.Should().HaveValues(8, 7);
    }

    [Fact]
    public void Gradients_AreThoseOfPerturbationTheory()
    {
        var a = Symmetric(9).RequiresGrad_();
        var weights = Torch.Randn([9], dtype: DType.Float64);
        var (e, x) = Torch.Lobpcg(a, k: 1, tol: 1e-12);
        // The square frees the vector of its sign.
        var loss = e.Sum() + (x[.., 0] * weights).Sum().Square();
        var gradient = Torch.Grad(loss, a);

        var exact = a.Detach().RequiresGrad_();
        var (values, vectors) = Linalg.Eigh(exact);
        var expected = Torch.Grad(values[^1] + (vectors[.., ^1] * weights).Sum().Square(), exact);

        (gradient + gradient.MT).Should().BeCloseTo(expected + expected.MT, absolute: 1e-6);
    }

    [Fact]
    public void TooFewRows_Throw()
    {
        var act = () => Torch.Lobpcg(Torch.Eye(5), k: 2);

        act.Should().Throw<ArgumentException>().WithMessage("lobpcg: 2 eigenvalues by 2 vectors*float32 [5, 5]*");
    }

    [Fact]
    public void Gradients_BesideB_AreRefused()
    {
        var act = () => Torch.Lobpcg(Torch.Eye(9).RequiresGrad_(), B: Torch.Eye(9));

        act.Should().Throw<ArgumentException>().WithMessage("lobpcg: gradients*");
    }

    private static Tensor Symmetric(long m)
    {
        var a = Torch.Randn([m, m], dtype: DType.Float64);
        return a + a.MT;
    }

    [Fact]
    public void Gradients_OfB_AreRefused()
    {
        var b = Torch.Eye(9).RequiresGrad_();

        FluentActions.Invoking(() => Torch.Lobpcg(Torch.Eye(9), 1, B: b)).Should().Throw<ArgumentException>().WithMessage("lobpcg*without B*");
    }
}
