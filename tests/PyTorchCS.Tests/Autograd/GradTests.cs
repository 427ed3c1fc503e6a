using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class GradTests : LeakCheck
{
    private static Tensor Leaf(params double[] values) => Torch.Tensor(values, requiresGrad: true);

    [Fact]
    public void Grad_GivesAGradientForEachInput()
    {
        var (x, y) = (Leaf(2), Leaf(3));

        var gradients = Autograd.Grad([x * y, x * 5], [x, y], [null, Torch.Tensor([10.0])]);

        gradients[0].Should().HaveValues(3 + 50);
        gradients[1].Should().HaveValues(2);
        x.Grad.Should().BeNull();
    }

    [Fact]
    public void Grad_OfAnUnusedInput_IsAnErrorOrNullOrZeros()
    {
        var (x, y) = (Leaf(2), Leaf(3, 4));

        FluentActions.Invoking(() => Autograd.Grad([x * 2], [x, y])).Should().Throw<TorchException>().WithMessage("*allowUnused: true*");
        Autograd.Grad([x * 2], [x, y], allowUnused: true)[1].Should().BeNull();
        Autograd.Grad([x * 2], [x, y], materializeGrads: true)[1].Should().HaveValues(0, 0);
        FluentActions.Invoking(() => Autograd.Grad([x * 2], [x, y], allowUnused: false, materializeGrads: true)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Grad_OfBatchedGradients_GivesOneRowAPass()
    {
        var (x, unused) = (Leaf(2, 3), Leaf(1));
        var y = x.Pow(2);

        var jacobian = Autograd.Grad(y, x, Torch.Eye(2, dtype: DType.Float64), isGradsBatched: true, retainGraph: true);
        jacobian.Should().HaveShape(2, 2).And.HaveValues(4, 0, 0, 6);

        var rows = Autograd.Grad([y, y * 2], [x, unused], [Torch.Eye(2, dtype: DType.Float64), Torch.Eye(2, dtype: DType.Float64)], isGradsBatched: true, materializeGrads: true);
        rows[0].Should().HaveValues(12, 0, 0, 18);
        rows[1].Should().HaveShape(2, 1).And.HaveValues(0, 0);
        y.Invoking(t => t.Sum().Backward()).Should().Throw<TorchException>("the graph is freed after the last pass").WithMessage("*second time*");
    }

    [Fact]
    public void Grad_OfBatchedGradients_IsOnePass_WithTheValuesOfSeveral()
    {
        var (x, w) = (Leaf(1, 2, 3), Leaf(0.5, -1));
        var y = (x.Unsqueeze(1) * w).Tanh();
        var passes = PassesOver(y);
        Tensor[] outputs = [y, y.Sum(0).Exp()];
        Tensor[] given = [Torch.Randn([4, 3, 2], dtype: DType.Float64), Torch.Randn([4, 2], dtype: DType.Float64)];

        var batched = Autograd.Grad(outputs, [x, w], given, retainGraph: true, isGradsBatched: true);

        passes.Should().Equal(1);
        var single = Enumerable.Range(0, 4).Select(pass => Autograd.Grad(outputs, [x, w], Array.ConvertAll(given, gradient => gradient[pass]), retainGraph: true)).ToArray();
        for (var i = 0; i < 2; i++)
        {
            batched[i].Should().BeCloseTo(Torch.Stack([.. single.Select(gradients => gradients[i])]), 1e-12);
        }
    }

    /// <summary>Counts in a method of its own: a hook that shares variables with a lambda that uses the tensor would keep it.</summary>
    private static int[] PassesOver(Tensor tensor)
    {
        var count = new int[1];
        tensor.RegisterHook(_ => count[0]++);
        return count;
    }

    [Fact]
    public void Grad_OfBatchedGradients_CanBeRecorded()
    {
        var x = Leaf(2, 3);

        var rows = Autograd.Grad([x.Pow(3)], [x], [Torch.Eye(2, dtype: DType.Float64)], createGraph: true, isGradsBatched: true)[0];
        rows.Sum().Backward();

        rows.Detach().Should().HaveValues(12, 0, 0, 27);
        x.Grad.Should().HaveValues(12, 18);
    }

    [Fact]
    public void MaterializedGradients_ArePartOfARecordedPass()
    {
        var (x, unused) = (Leaf(2), Leaf(1));

        var gradients = Autograd.Grad([x * x], [x, unused], createGraph: true, materializeGrads: true);

        gradients[1].RequiresGrad.Should().BeTrue();
        Autograd.Grad(gradients[1].Sum(), unused, materializeGrads: true).Should().HaveValues(0);
        Autograd.Grad([x * x], [x, unused], materializeGrads: true)[1].RequiresGrad.Should().BeFalse();
    }

    [Fact]
    public void GradientsOfAnotherShape_Throw()
    {
        var x = Leaf(1, 2, 3);
        var y = x * 2;
        var larger = Torch.Ones([2, 3], dtype: DType.Float64);

        y.Invoking(t => t.Backward(larger)).Should().Throw<TorchException>().WithMessage("*[2, 3]*[3]*");
        FluentActions.Invoking(() => Autograd.Backward([y], [larger])).Should().Throw<TorchException>().WithMessage("*[2, 3]*[3]*");
        FluentActions.Invoking(() => Torch.Grad([y], [x], [larger])).Should().Throw<TorchException>().WithMessage("*[2, 3]*[3]*");
        FluentActions.Invoking(() => Autograd.Grad([Graph.GetGradientEdge(y)], [Graph.GetGradientEdge(x)], [larger])).Should().Throw<TorchException>().WithMessage("*[2, 3]*[3]*");
        FluentActions.Invoking(() => Autograd.Grad([y], [x], [Torch.Ones([4, 2, 3], dtype: DType.Float64)], isGradsBatched: true)).Should().Throw<TorchException>().WithMessage("*[2, 3]*[3]*");
        FluentActions.Invoking(() => Func.Vjp(t => t * 2, x.Detach()).VjpFn(larger)).Should().Throw<TorchException>().WithMessage("*[2, 3]*[3]*");
        x.Grad.Should().BeNull();
    }

    [Fact]
    public void EdgesThatAreNotThere_Throw()
    {
        var x = Leaf(2);
        var y = x * 2;

        foreach (var number in new long[] { 1, 5, -1 })
        {
            FluentActions.Invoking(() => Autograd.Backward([new GradientEdge(y.GradFn!, number)])).Should().Throw<Exception>().WithMessage($"*{number}*MulBackward*");
            FluentActions.Invoking(() => Autograd.Grad([Graph.GetGradientEdge(y)], [new GradientEdge(y.GradFn!, number)])).Should().Throw<Exception>().WithMessage($"*{number}*MulBackward*");
        }
    }

    [Fact]
    public void Backward_WithAnEmptyArrayOfInputs_Throws()
    {
        var x = Leaf(2);
        Tensor[] none = [];

        FluentActions.Invoking(() => (x * 2).Backward(inputs: none)).Should().Throw<ArgumentException>().WithMessage("*inputs*empty*");
        FluentActions.Invoking(() => Autograd.Backward([x * 2], inputs: none)).Should().Throw<ArgumentException>().WithMessage("*inputs*empty*");
        x.Grad.Should().BeNull();
    }

    [Fact]
    public void Grad_OfBatchesOfDifferentLength_Throws()
    {
        var x = Leaf(2, 3);

        FluentActions.Invoking(() => Autograd.Grad([x * 2, x * 3], [x], [Torch.Ones([2, 2]), Torch.Ones([3, 2])], isGradsBatched: true)).Should().Throw<ArgumentException>().WithMessage("*isGradsBatched*[2, 2]*[3, 2]*");
        FluentActions.Invoking(() => Autograd.Grad([x * 2], [x], isGradsBatched: true)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Grad_WithCreateGraph_HasDerivativesOfEveryOrder()
    {
        var x = Leaf(2);
        var derivative = x.Pow(4);
        foreach (var expected in new[] { 32.0, 48, 48, 24 })
        {
            derivative = Autograd.Grad(derivative, x, createGraph: true);
            derivative.Detach().Should().HaveValues(expected);
        }
    }

    [Fact]
    public void Backward_OfSeveralTensors_AddsUpTheirGradients()
    {
        var (x, y) = (Leaf(2), Leaf(3));

        Autograd.Backward([x * y, x.Pow(2)], [Torch.Tensor([1.0]), Torch.Tensor([10.0])], retainGraph: true);

        x.Grad.Should().HaveValues(3 + 40);
        y.Grad.Should().HaveValues(2);
    }

    [Fact]
    public void Backward_ForInputs_LeavesTheOthersAlone()
    {
        var (x, y) = (Leaf(2), Leaf(3));

        Autograd.Backward([x * y], inputs: [x]);

        x.Grad.Should().HaveValues(3);
        y.Grad.Should().BeNull();
    }

    [Fact]
    public void Backward_WithGradientsThatDoNotCount_Throws()
    {
        var x = Leaf(2);

        FluentActions.Invoking(() => Autograd.Backward([x * 2], [Torch.Tensor([1.0]), Torch.Tensor([1.0])])).Should().Throw<ArgumentException>().WithMessage("*2 gradients for 1 outputs*");
    }

    [Fact]
    public void RetainGrad_OfResults_HoldsThroughPasses()
    {
        var x = Leaf(2);
        var y = x * 3;
        y.RetainGrad();
        var z = y * y;

        z.Backward(retainGraph: true);
        z.Backward();

        y.RetainsGrad.Should().BeTrue();
        x.RetainsGrad.Should().BeFalse();
        y.Grad.Should().HaveValues(24);
    }
}
