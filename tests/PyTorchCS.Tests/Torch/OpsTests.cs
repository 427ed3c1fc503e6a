using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

/// <summary>Every op of the table: value, dtype, shape and gradient against PyTorch, for each way an input can lie in memory.</summary>
public sealed class OpsTests : LeakCheck
{
    [Theory]
    [FixtureData("ops/Unary")]
    public void Unary_LikePyTorch_InValueAndGradient(FixtureCase golden) => Check(golden, (x, _, _) => OpTable.Unary[golden.Text("op")](x));

    [Theory]
    [FixtureData("ops/Binary")]
    public void Binary_LikePyTorch_InValueAndGradient(FixtureCase golden) => Check(golden, (x, y, _) => OpTable.Binary[golden.Text("op")](x, y));

    [Theory]
    [FixtureData("ops/Reductions")]
    public void Reduction_LikePyTorch_InValueAndGradient(FixtureCase golden) => Check(golden, (x, _, _) => OpTable.Reductions[golden.Text("op")](x));

    [Theory]
    [FixtureData("ops/EmptyReductions")]
    public void ReductionOfNothing_LikePyTorch_InValueAndGradient(FixtureCase golden) =>
        Check(golden, (x, _, _) => OpTable.EmptyReductions[golden.Text("op")](x));

    [Theory]
    [FixtureData("ops/Shapes")]
    public void Shape_LikePyTorch_InValueAndGradient(FixtureCase golden) => Check(golden, OpTable.Shapes[golden.Text("op")]);

    [Theory]
    [FixtureData("ops/Matrices")]
    public void Matrix_LikePyTorch_InValueAndGradient(FixtureCase golden) => Check(golden, OpTable.Matrices[golden.Text("op")]);

    [Theory]
    [InlineData("Unary")]
    [InlineData("Binary")]
    [InlineData("Reductions")]
    [InlineData("EmptyReductions")]
    [InlineData("Shapes")]
    [InlineData("Matrices")]
    public void Table_HasTheGoldensNames(string chapter)
    {
        IEnumerable<string> names = chapter switch
        {
            "Unary" => OpTable.Unary.Keys,
            "Binary" => OpTable.Binary.Keys,
            "Reductions" => OpTable.Reductions.Keys,
            "EmptyReductions" => OpTable.EmptyReductions.Keys,
            "Shapes" => OpTable.Shapes.Keys,
            _ => OpTable.Matrices.Keys,
        };

        names.Should().BeEquivalentTo(Fixture.Load($"ops/{chapter}").Select(c => c.Text("op")).Distinct());
    }

    private static void Check(FixtureCase golden, Func<Tensor, Tensor, Tensor, OpResult> op)
    {
        var leaves = golden.Names("inputs").ToDictionary(n => n, n => Leaf(golden, n));
        // An op that takes one input ignores the others.
        var x = leaves.GetValueOrDefault("x") ?? leaves.Values.First();
        var results = op(x, leaves.GetValueOrDefault("y") ?? x, leaves.GetValueOrDefault("z") ?? x).Tensors;

        var expected = golden.Tensors("outputs");
        results.Should().HaveCount(expected.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            results[i].Should().BeCloseTo(expected[i].Tensor, because: "it is " + expected[i].Name);
        }

        CheckGradients(golden, leaves, results, [.. expected.Select(e => e.Name)]);
    }

    private static void CheckGradients(FixtureCase golden, Dictionary<string, Tensor> leaves, IReadOnlyList<Tensor> results, string[] names)
    {
        var given = golden.Tensors("outputGradients");
        var wanted = golden.Tensors("gradients");
        results.Select((r, i) => (r, Name: names[i])).Where(p => p.r.RequiresGrad).Select(p => p.Name).Should().Equal(given.Select(g => g.Name));
        if (given.Count == 0)
        {
            return;
        }

        Tensor[] outputs = [.. given.Select(g => results[Array.IndexOf(names, g.Name)])];
        Tensor[] inputs = [.. wanted.Select(w => leaves[w.Name])];
        var arrived = Torch.Grad(outputs, inputs, gradOutputs: [.. given.Select(g => g.Tensor)], allowUnused: true);
        for (var i = 0; i < wanted.Count; i++)
        {
            arrived[i].Should().BeCloseTo(wanted[i].Tensor, because: "it is the gradient of " + wanted[i].Name);
        }
    }

    private static Tensor Leaf(FixtureCase golden, string name)
    {
        var tensor = golden.Tensor("inputs", name);
        var laid = golden.Has("layouts", name) ? LaidOut(tensor, golden.Json("layouts").GetProperty(name).GetString()!) : tensor;
        return laid.DType.IsFloatingPoint ? laid.RequiresGrad_() : laid;
    }

    /// <summary>The same values, lying in memory as the oracle had them.</summary>
    private static Tensor LaidOut(Tensor tensor, string layout)
    {
        if (layout == "transposed")
        {
            return tensor.Transpose(0, -1).Contiguous().Transpose(0, -1);
        }

        using var gap = Torch.FullLike(tensor, -99);
        return Torch.Stack([tensor, gap], -1).Select(-1, 0);
    }
}
