using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

/// <summary>What LibTorch knows as one kind of error is told apart.</summary>
public sealed class ErrorKindTests : LeakCheck
{
    private static readonly Dictionary<string, (TorchErrorKind Kind, Action Act)> Mistakes = new()
    {
        ["add of shapes that do not broadcast"] = (TorchErrorKind.Shape, () => _ = Torch.Ones(2) + Torch.Ones(3)),
        ["add in place of a larger shape"] = (TorchErrorKind.Shape, () => Torch.Ones(1).Add_(Torch.Ones(3))),
        ["matmul of sizes that do not meet"] = (TorchErrorKind.Shape, () => Torch.Ones(2, 3).Matmul(Torch.Ones(2, 3))),
        ["view of another number of elements"] = (TorchErrorKind.Shape, () => Torch.Ones(3).View(4)),
        ["view of a transposed tensor"] = (TorchErrorKind.Shape, () => Torch.Ones(2, 3).T.View(6)),
        ["cat of unlike sizes"] = (TorchErrorKind.Shape, () => Torch.Cat([Torch.Ones(2, 3), Torch.Ones(2, 4)])),
        ["stack of unlike sizes"] = (TorchErrorKind.Shape, () => Torch.Stack([Torch.Ones(2), Torch.Ones(3)])),
        ["expand of a size that is not 1"] = (TorchErrorKind.Shape, () => Torch.Ones(2, 3).Expand(2, 4)),
        ["mm of a vector"] = (TorchErrorKind.Shape, () => Torch.Ones(2, 3).Mm(Torch.Ones(3))),
        ["a convolution of other channels"] = (TorchErrorKind.Shape, () => F.Conv2d(Torch.Ones(1, 2, 8, 8), Torch.Ones(4, 3, 3, 3))),
        ["item of several elements"] = (TorchErrorKind.Shape, () => Torch.Ones(2).Item()),

        ["matmul of unlike dtypes"] = (TorchErrorKind.Type, () => Torch.Ones(2, 2).Matmul(Torch.Ones([2, 2], dtype: DType.Float64))),
        ["mean of whole numbers"] = (TorchErrorKind.Type, () => Torch.Arange(3).Mean()),
        ["gradients of whole numbers"] = (TorchErrorKind.Type, () => Torch.Arange(3).RequiresGrad_()),
        ["a quotient in whole numbers"] = (TorchErrorKind.Type, () => Torch.Arange(3).Div_(2)),
        ["subtraction of truth values"] = (TorchErrorKind.Type, () => _ = Torch.Tensor([true]) - Torch.Tensor([true])),
        ["gather by fractions"] = (TorchErrorKind.Type, () => Torch.Ones(2, 2).Gather(0, Torch.Zeros(1, 2))),
        ["an index of fractions"] = (TorchErrorKind.Type, () => _ = Torch.Arange(5)[Torch.Tensor([0.5f])]),
        ["fractions assigned to whole numbers"] = (TorchErrorKind.Type, () => Torch.Arange(5)[Torch.Tensor([1L])] = Torch.Tensor([0.5f])),

        ["gather beyond the end"] = (TorchErrorKind.Index, () => Torch.Arange(4f).Gather(0, Torch.Tensor([9L]))),
        ["scatter beyond the end"] = (TorchErrorKind.Index, () => Torch.Zeros(4).Scatter_(0, Torch.Tensor([9L]), 1)),
        ["a class beyond those of one_hot"] = (TorchErrorKind.Index, () => F.OneHot(Torch.Tensor([5L]), 3)),
        ["narrow beyond the end"] = (TorchErrorKind.Index, () => Torch.Zeros(4).Narrow(0, 3, 5)),
        ["take beyond the end"] = (TorchErrorKind.Index, () => Torch.Arange(4f).Take(Torch.Tensor([9L]))),
        ["a sum over no dimension"] = (TorchErrorKind.Index, () => Torch.Ones(2).Sum(5)),

        ["a probability above 1"] = (TorchErrorKind.Value, () => Torch.Zeros(4).Bernoulli_(2.0)),
        ["pieces of no size"] = (TorchErrorKind.Value, () => Torch.Zeros(4).UnsafeChunk(0)),
        ["a whole number to a negative power"] = (TorchErrorKind.Value, () => Torch.Arange(3).Pow(-1)),

        ["a second backward pass"] = (TorchErrorKind.Runtime, BackwardTwice),
        ["backward of several elements"] = (TorchErrorKind.Runtime, () => Torch.Ones([2], requiresGrad: true).Mul(2).Backward()),
        ["in-place work on a leaf"] = (TorchErrorKind.Runtime, () => Torch.Ones([2], requiresGrad: true).Add_(1)),
        ["a change of what backward needs"] = (TorchErrorKind.Runtime, ChangeWhatBackwardNeeds),
        ["an input that takes no part"] = (TorchErrorKind.Runtime, () => Autograd.Grad(Torch.Ones([], requiresGrad: true) * 2, Torch.Ones([], requiresGrad: true))),
        ["a value of a batch"] = (TorchErrorKind.Runtime, () => Func.Vmap(x => x.Item() == 0 ? x : -x)(Torch.Ones(2))),
    };

    public static TheoryData<string> Names => [.. Mistakes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Mistake_HasItsKind(string name) =>
        Mistakes[name].Act.Should().Throw<TorchException>().Which.Kind.Should().Be(Mistakes[name].Kind);

    [Fact]
    public void Message_NamesWhatThereIsInCSharp()
    {
        var twice = FluentActions.Invoking(BackwardTwice).Should().Throw<TorchException>().Which;
        twice.Message.Should().Contain("retainGraph: true").And.Contain("Backward() or Autograd.Grad()").And.NotContain("retain_graph");
        twice.NativeTrace.Should().Contain("retain_graph=True");

        FluentActions.Invoking(Mistakes["an input that takes no part"].Act).Should().Throw<TorchException>().WithMessage("*allowUnused: true*");
        FluentActions.Invoking(Mistakes["a change of what backward needs"].Act).Should().Throw<TorchException>().WithMessage("*Autograd.SetDetectAnomaly(true)*");
        FluentActions.Invoking(Mistakes["view of a transposed tensor"].Act).Should().Throw<TorchException>().WithMessage("*Use .Reshape(*");
        FluentActions.Invoking(() => Torch.Cat([])).Should().Throw<TorchException>().WithMessage("cat: Torch.Cat(): *");
    }

    private static void BackwardTwice()
    {
        var y = Torch.Ones([2], requiresGrad: true).Exp().Sum();
        y.Backward();
        y.Backward();
    }

    private static void ChangeWhatBackwardNeeds()
    {
        var y = Torch.Ones([2], requiresGrad: true).Exp();
        y.Add_(1);
        y.Sum().Backward();
    }
}
