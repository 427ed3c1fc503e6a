using FluentAssertions;
using FluentAssertions.Execution;
using PyTorchCS.Testing;
using Xunit.Abstractions;

namespace PyTorchCS.Tests;

/// <summary>The gradient of every differentiable operator in float64: what backward gives against differences of values.</summary>
public sealed class OpGradientTests(ITestOutputHelper output) : LeakCheck
{
    private const double Step = 1e-6;

    public static TheoryData<string> WithFloats =>
        [.. OpCalls.Of(OpVariant.Functional, OpVariant.View).Where(call => !OpExclusions.NoGradient.ContainsKey(call.Name) && OpRow.All[call.Name].Any(IsDouble)).Select(call => call.Name)];

    [Theory]
    [MemberData(nameof(WithFloats))]
    public void Backward_LikeDifferences(string name)
    {
        using var assertions = new AssertionScope(name);
        foreach (var row in OpRow.All[name].Where(row => IsDouble(row) && !OpExclusions.NoGradient.ContainsKey(row.Name)))
        {
            using var scope = Torch.Scope();
            Check(OpCalls.All[name], row);
        }
    }

    [Fact]
    public void Differentiable_IsWhatIsChecked()
    {
        var checkedOnes = OpCalls.Of(OpVariant.Functional, OpVariant.View).Where(call => OpRow.All[call.Name].Any(row => IsDouble(row) && IsDifferentiable(call, row))).ToList();
        output.WriteLine($"report: {checkedOnes.Count} operators have their gradient checked");

        checkedOnes.Should().HaveCountGreaterThanOrEqualTo(784);
    }

    private static bool IsDouble(OpRow row)
    {
        using var scope = Torch.Scope();
        return Leaves(row.Arguments()).Count > 0;
    }

    private static bool IsDifferentiable(OpCall call, OpRow row)
    {
        using var scope = Torch.Scope();
        var arguments = row.Arguments();
        Leaves(arguments).ForEach(leaf => leaf.RequiresGrad_());
        return Outputs(call, arguments, requiresGrad: true).Length > 0;
    }

    private static List<Tensor> Leaves(OpArguments arguments) =>
        [.. arguments.AllTensors().Where(tensor => tensor is { DType: DType.Float64, Layout: Layout.Strided } && tensor.Numel() > 0)];

    /// <summary>Those results that a gradient can start from.</summary>
    private static Tensor[] Outputs(OpCall call, OpArguments arguments, bool requiresGrad)
    {
        try
        {
            return [.. OpResults.Call(call.Forms[0], arguments).OfType<Tensor>().Where(tensor => !requiresGrad || tensor.RequiresGrad)];
        }
        catch (TorchException)
        {
            // It refuses these arguments, or tensors with gradients; the test of values knows about the first.
            return [];
        }
    }

    private static void Check(OpCall call, OpRow row)
    {
        var arguments = row.Arguments();
        var leaves = Leaves(arguments);
        leaves.ForEach(leaf => leaf.RequiresGrad_());
        var results = Outputs(call, arguments, requiresGrad: false);
        int[] used = [.. Enumerable.Range(0, results.Length).Where(i => results[i] is { RequiresGrad: true, DType: DType.Float64 or DType.Complex128 })];
        if (used.Length == 0)
        {
            return;
        }

        Tensor[] weights = [.. used.Select(i => Torch.RandnLike(results[i].Layout == Layout.Strided ? results[i].Detach() : results[i].Detach().ToDense()))];
        Tensor?[] gradients;
        try
        {
            gradients = Torch.Grad([Projection(results, used, weights)], [.. leaves], allowUnused: true);
        }
        catch (TorchException exception) when (exception.Message.Contains("is not implemented", StringComparison.Ordinal))
        {
            // LibTorch says itself that this one has no derivative.
            return;
        }
        catch (TorchException exception)
        {
            AssertionScope.Current.AddPreFormattedFailure($"{row.Name}: {exception.Message}");
            return;
        }

        for (var i = 0; i < leaves.Count; i++)
        {
            // Where no gradient arrives, the results must not depend on the argument.
            Compare(call, row, i, gradients[i] ?? Torch.ZerosLike(leaves[i].Detach()), used, weights);
        }
    }

    /// <summary>A random number of all results, so that one derivative says something about each.</summary>
    private static Tensor Projection(Tensor[] results, int[] used, Tensor[] weights)
    {
        var sum = Torch.Zeros([], dtype: DType.Float64);
        for (var i = 0; i < used.Length; i++)
        {
            var result = results[used[i]];
            var product = (result.Layout == Layout.Strided ? result : result.ToDense()) * weights[i].Conj();
            sum += product.DType.IsComplex ? Torch.ViewAsReal(product).Select(-1, 0).Sum() : product.Sum(dtype: DType.Float64);
        }

        return sum;
    }

    /// <summary>Along one random direction of one argument: the gradient's share in it, and a central difference.</summary>
    private static void Compare(OpCall call, OpRow row, int index, Tensor gradient, int[] used, Tensor[] weights)
    {
        Torch.ManualSeed(1);
        var direction = OpExclusions.IsSymmetric(call.Name) ? Symmetric(gradient) : Torch.RandnLike(gradient);
        direction = OpExclusions.IsTriangular(call.Name) ? direction.Tril() : direction;
        var dense = gradient.Layout == Layout.Strided ? gradient : gradient.ToDense();
        var expected = (Value(call, row, index, direction * Step, used, weights) - Value(call, row, index, direction * -Step, used, weights)) / (2 * Step);
        var actual = (dense * direction).Sum().Item<double>();

        if (!double.IsFinite(expected))
        {
            return;
        }

        actual.Should().BeApproximately(expected, 1e-6 + (1e-5 * Math.Abs(expected)), $"it is the derivative of {row.Name} by argument {index}");
    }

    /// <summary>A direction that keeps a symmetric argument symmetric.</summary>
    private static Tensor Symmetric(Tensor like)
    {
        var random = Torch.RandnLike(like);
        return random.Dim() >= 2 && random.Shape[^1] == random.Shape[^2] ? random + random.Transpose(-1, -2) : random;
    }

    private static double Value(OpCall call, OpRow row, int index, Tensor shift, int[] used, Tensor[] weights)
    {
        using var guard = Torch.NoGrad();
        var arguments = row.Arguments();
        Leaves(arguments)[index].Add_(shift);
        return Projection([.. OpResults.Call(call.Forms[0], arguments).OfType<Tensor>()], used, weights).Item<double>();
    }
}
