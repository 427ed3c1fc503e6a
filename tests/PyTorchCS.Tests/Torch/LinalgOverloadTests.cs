using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class LinalgOverloadTests : LeakCheck
{
    [Fact]
    public void MatrixRank_WithItsDefaults_CountsIndependentRows()
    {
        var x = Torch.Tensor([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0], [0.0, 0.0, 1.0]]);

        Linalg.MatrixRank(x).Item<long>().Should().Be(2);
        Linalg.MatrixRank(x.Matmul(x.T), hermitian: true).Item<long>().Should().Be(2);
        Linalg.MatrixRank(x, 100.0).Item<long>().Should().Be(0);
        Linalg.MatrixRank(x, Torch.Tensor(100.0)).Item<long>().Should().Be(0);
    }

    /// <summary>The second argument by position is the relative bound, as in Python, where the absolute one goes by name.</summary>
    [Fact]
    public void Pinv_WithABoundByPosition_TakesItForTheRelativeOne()
    {
        var x = Torch.Diag(Torch.Tensor([10.0, 1.0]));

        Linalg.Pinv(x, 0.5).Diag().Should().HaveValues(0.1, 0);
        Linalg.Pinv(x, Torch.Tensor(0.5)).Diag().Should().HaveValues(0.1, 0);
        Linalg.Pinv(x, atol: 0.5).Diag().Should().HaveValues(0.1, 1);
        Linalg.Pinv(x).Diag().Should().HaveValues(0.1, 1);
    }
}
