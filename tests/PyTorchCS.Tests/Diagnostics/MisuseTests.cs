using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class MisuseTests : LeakCheck
{
    public static TheoryData<string> Names => [.. MisuseTable.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Misuse_Throws_WithATextThatHelps(string name)
    {
        var misuse = MisuseTable.All[name];

        var exception = Record.Exception(misuse.Act);

        exception.Should().NotBeNull("this is a mistake: {0}", name);
        exception.Should().BeAssignableTo(misuse.Exception);
        foreach (var text in misuse.Text)
        {
            exception!.Message.Should().ContainEquivalentOf(text);
        }

        exception!.Message.Should().NotContain("Exception raised from", "the C++ trace has a property of its own").And.NotContain(".cpp");
        (Torch.Ones(1) + 1).Should().HaveValues(2);
    }

    [Fact]
    public void Table_HasFortyCases() => MisuseTable.All.Should().HaveCountGreaterThanOrEqualTo(40);

    [Fact]
    public void Error_OfLibTorch_KnowsKindOperationAndTrace()
    {
        var act = () => Torch.Ones(2, 3).Matmul(Torch.Ones(4, 5));

        var exception = act.Should().Throw<TorchException>().Which;

        exception.Kind.Should().Be(TorchErrorKind.Shape);
        exception.Operation.Should().Be("matmul");
        exception.NativeTrace.Should().Contain("mat1");
    }

    [Fact]
    public void Error_OfADimension_IsAnIndexError()
    {
        var act = () => Torch.Ones(2).Sum(5);

        act.Should().Throw<TorchException>().Which.Kind.Should().Be(TorchErrorKind.Index);
    }

    [Fact]
    public void Error_OfASingularMatrix_IsALinearAlgebraError()
    {
        var act = () => Linalg.Inv(Torch.Zeros(2, 2));

        act.Should().Throw<TorchException>().Which.Kind.Should().Be(TorchErrorKind.LinearAlgebra);
    }

    [Fact]
    public void Error_OfTooMuchMemory_IsReported()
    {
        var act = () => Torch.Empty(1L << 48);

        act.Should().Throw<TorchException>().WithMessage("*memory*");
    }

    [Fact]
    public void Error_TenThousandTimes_LeaksNothing()
    {
        for (var i = 0; i < 10_000; i++)
        {
            Record.Exception(() => Torch.Ones(2).Add_(Torch.Ones(3))).Should().NotBeNull();
        }
    }
}
