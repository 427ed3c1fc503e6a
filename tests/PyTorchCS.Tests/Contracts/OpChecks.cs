using FluentAssertions;
using FluentAssertions.Execution;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

/// <summary>How one call of one row is checked: its results, what it changes, and what shares storage with what.</summary>
internal static class OpChecks
{
    /// <summary>Runs in a scope, so that nothing has to be collected, and gives every row its say.</summary>
    public static void Check(string row, Action check)
    {
        using var assertions = new AssertionScope(row);
        using var scope = Torch.Scope();
        try
        {
            check();
        }
        catch (Exception exception) when (exception is TorchException or ArgumentException or InvalidOperationException)
        {
            assertions.AddPreFormattedFailure($"{row}: {exception.Message}");
        }
    }

    /// <summary>What is listed as another result than the oracle's must be one, or a refusal.</summary>
    public static void Differs(OpCall call, OpRow row, Func<OpArguments, object?> form)
    {
        string[] failures;
        using (var inner = new AssertionScope())
        {
            Check(row.Name, () => Value(call, row, form, row.Arguments()));
            failures = inner.Discard();
        }

        failures.Should().NotBeEmpty($"{row.Name} is listed as a difference");
    }

    /// <summary>The results of one form against the oracle's and the formula's; of a form that gives one of several results, that one.</summary>
    public static void Value(OpCall call, OpRow row, Func<OpArguments, object?> form, OpArguments arguments, int? only = null)
    {
        var before = arguments.AllTensors();
        var results = OpResults.Call(form, arguments);
        // For whole numbers the oracle's word is enough: how they are promoted is not the formula's matter.
        if (OpFormulas.For(row.Operator) is { } formula && (row.Outputs is null || before.All(tensor => tensor.DType.IsFloatingPoint)))
        {
            Compare(row, results, [.. OpResults.Flatten(formula(row.Arguments()))]);
        }

        if (row.Outputs is null)
        {
            OpFormulas.For(row.Operator).Should().NotBeNull($"{row.Name} has no result of the oracle's");
        }
        else
        {
            var outputs = only is { } one ? [row.Outputs[one]] : row.Outputs;
            results.Should().HaveCount(outputs.Count, row.Name);
            for (var i = 0; i < outputs.Count; i++)
            {
                OpResults.ShouldBe(results[i], outputs[i], $"it is result {i} of {row.Name}", OpExclusions.HasFreeSign(row.Operator));
            }
        }

        foreach (var (name, value) in row.After)
        {
            OpResults.ShouldBe(arguments.Tensor(name), value, $"{row.Name} changes {name}");
        }

        Aliases(call, row, results, before);
    }

    private static void Aliases(OpCall call, OpRow row, IReadOnlyList<object> results, IReadOnlyList<Tensor> arguments)
    {
        foreach (var result in results.OfType<Tensor>())
        {
            if (call.Variant == OpVariant.InPlace)
            {
                result.Should().BeSameAs(arguments[0], row.Name);
                continue;
            }

            // Not as an expression: it would be compiled for each of ten thousand results.
            arguments.Any(argument => ReferenceEquals(argument, result)).Should().BeFalse($"{row.Name} gives another object");
            if (arguments.Append(result).Any(tensor => tensor.Layout != Layout.Strided) || result.Numel() == 0 || OpExclusions.MayAlias.ContainsKey(call.Name))
            {
                continue;
            }

            var shares = arguments.Any(argument => argument.Storage.Equals(result.Storage));
            shares.Should().Be(call.Variant == OpVariant.View, $"{row.Name} {(call.Variant == OpVariant.View ? "is a view" : "is fresh")}");
        }
    }

    private static void Compare(OpRow row, IReadOnlyList<object> results, IReadOnlyList<object> expected, bool withStrides = true)
    {
        results.Should().HaveCount(expected.Count, row.Name);
        for (var i = 0; i < expected.Count; i++)
        {
            if (OpExclusions.Unwritten(row.Operator))
            {
                var (actual, wanted) = ((Tensor)results[i], (Tensor)expected[i]);
                actual.Should().HaveShape(wanted.Shape).And.HaveDType(wanted.DType);
                (withStrides ? actual.Stride() : []).Should().Equal(withStrides ? wanted.Stride() : [], row.Name);
                continue;
            }

            OpResults.ShouldBe(results[i], expected[i], $"it is result {i} of {row.Name}");
        }
    }

    /// <summary>False where the result would not fit into the tensor: another shape, or another type.</summary>
    public static bool InPlace(OpCall call, OpCall partner, OpRow row, Func<OpArguments, object?> form)
    {
        if (call.Changed.Length > 0)
        {
            return Changed(call, partner, row, form);
        }

        var expected = (Tensor)OpResults.Call(partner.Forms[0], row.Arguments())[0];
        var arguments = row.Arguments();
        var self = arguments.AllTensors()[0];
        var reshapes = partner.Variant == OpVariant.View || OpExclusions.Reshapes.Contains(partner.Name);
        if (!reshapes && (!expected.Shape.SequenceEqual(self.Shape) || (expected.DType != self.DType && expected.DType != DType.Bool)))
        {
            return false;
        }

        var results = OpResults.Call(form, arguments);
        results.Should().ContainSingle(row.Name).Which.Should().BeSameAs(self, row.Name);
        OpResults.ShouldBe(self, expected.To(self.DType), row.Name);
        return true;
    }

    /// <summary>Over lists: every argument that is changed holds what the functional form gives for it, and what is given back is the first of them.</summary>
    /// <remarks>A functional form may give more results than its in-place form changes arguments: the rest are arguments that stay as they are.</remarks>
    private static bool Changed(OpCall call, OpCall partner, OpRow row, Func<OpArguments, object?> form)
    {
        var expected = OpResults.Call(partner.Forms[0], row.Arguments()).Cast<Tensor>().ToList();
        var arguments = row.Arguments();
        var before = call.Changed.SelectMany(arguments.Tensors).ToList();
        if (!before.Zip(expected).All(pair => pair.First.Shape.SequenceEqual(pair.Second.Shape) && pair.First.DType == pair.Second.DType))
        {
            return false;
        }

        var results = OpResults.Call(form, arguments);
        results.Zip(before).All(pair => ReferenceEquals(pair.First, pair.Second)).Should().BeTrue($"{row.Name} gives back what it changed");
        expected.Should().HaveCountGreaterThanOrEqualTo(before.Count, row.Name);
        for (var i = 0; i < before.Count; i++)
        {
            OpResults.ShouldBe(before[i], expected[i].To(before[i].DType), $"{row.Name} changes tensor {i}");
        }

        return true;
    }

    /// <summary>What an out form is to write to.</summary>
    private static Tensor Target(Tensor expected, long[] shape) =>
        expected.Layout == Layout.Strided ? Torch.Empty(shape, dtype: expected.DType) : Torch.EmptyLike(expected);

    public static bool Out(OpCall call, OpCall partner, OpRow row)
    {
        var expected = OpResults.Call(partner.Forms[0], row.Arguments()).Cast<Tensor>().ToList();
        if (call.IsFused)
        {
            // LibTorch makes these forms of the functional one, whose further results it drops: what else would change stays as it was.
            expected = expected[..row.Arguments().OptionalTensors("self").Length];
        }

        if (call.Outputs.Length > 1 && expected.Count != call.Outputs.Length)
        {
            return false;
        }

        foreach (var form in call.FormsFor(row))
        {
            var arguments = row.Arguments();
            var first = OpExclusions.WantsShape.ContainsKey(call.Name) ? arguments.AllTensors()[0].Shape : null;
            Tensor[] outs = [.. expected.Select(tensor => Target(tensor, first is null ? [0] : expected.Count > 1 ? tensor.Shape : first))];
            if (call.Outputs.Length == 1)
            {
                arguments.Set(call.Outputs[0], outs);
            }
            else
            {
                for (var i = 0; i < outs.Length; i++)
                {
                    arguments.Set(call.Outputs[i], outs[i]);
                }
            }

            var results = OpResults.Call(form, arguments);
            results.Count.Should().BeOneOf([0, outs.Length], row.Name);
            results.Zip(outs).All(pair => ReferenceEquals(pair.First, pair.Second)).Should().BeTrue($"{row.Name} gives its outputs back");
            Compare(row, outs, expected, withStrides: false);
        }

        return true;
    }
}
