using System.Reflection;
using FluentAssertions;
using FluentAssertions.Execution;
using PyTorchCS.Testing;
using Xunit.Abstractions;

namespace PyTorchCS.Tests;

/// <summary>
/// Every public operator: its value against PyTorch's, or a formula; what works in place changes and returns its tensor, views share storage, all else
/// is fresh; an out form writes what the functional form gives.
/// </summary>
public sealed class OpContractTests(ITestOutputHelper output) : LeakCheck
{
    private static readonly HashSet<string> Special =
        [.. typeof(OpSpecialTests).GetMethods().SelectMany(method => method.GetCustomAttributes<CoversAttribute>()).SelectMany(covers => covers.Operators)];

    public static TheoryData<string> WithRows => [.. OpCalls.All.Values.Where(call => OpRow.All.Contains(call.Name)).Select(call => call.Name)];

    public static TheoryData<string> InPlace => [.. WithPartner(OpVariant.InPlace)];

    public static TheoryData<string> Out => [.. WithPartner(OpVariant.Out)];

    [Fact]
    public void EveryOperator_HasARow_OrAReason()
    {
        var without = OpCalls.All.Values.Where(call => !HasRows(call.Name) && !(call.Partner is { } partner && HasRows(partner))).Select(call => call.Name).ToList();
        output.WriteLine($"report: {OpCalls.All.Count - without.Count} of {OpCalls.All.Count} public operators have rows or a test of their own ({OpRow.All.Sum(rows => rows.Count())} rows)");

        without.Should().BeEquivalentTo(OpExclusions.WithoutRows.Keys);
    }

    [Theory]
    [MemberData(nameof(WithRows))]
    public void Value_LikePyTorch(string name)
    {
        using var assertions = new AssertionScope(name);
        var call = OpCalls.All[name];
        foreach (var row in OpRow.All[name])
        {
            foreach (var form in call.FormsFor(row))
            {
                if (OpExclusions.Differs.ContainsKey(row.Name))
                {
                    CheckDiffers(call, row, form);
                    continue;
                }

                Check(row.Name, () => CheckValue(call, row, form, row.Arguments()));
            }

            if (!OpExclusions.ReadsLayout(name) && !OpExclusions.Differs.ContainsKey(row.Name))
            {
                Check(row.Name + ", not contiguous", () => CheckValue(call, row, call.Forms[0], row.Arguments(OpLayout.Scattered)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(InPlace))]
    public void InPlace_ChangesAndReturnsItsTensor(string name)
    {
        using var assertions = new AssertionScope(name);
        var call = OpCalls.All[name];
        var partner = OpCalls.All[call.Partner!];
        var used = 0;
        foreach (var row in OpRow.All[partner.Name].Where(row => !OpExclusions.Differs.ContainsKey(row.Name)))
        {
            foreach (var form in call.FormsFor(row))
            {
                Check(row.Name, () => used += CheckInPlace(partner, row, form) ? 1 : 0);
            }
        }

        used.Should().BePositive("an operator without a call is not tested");
    }

    [Theory]
    [MemberData(nameof(Out))]
    public void Out_GetsWhatTheFunctionalFormGives(string name)
    {
        using var assertions = new AssertionScope(name);
        var call = OpCalls.All[name];
        var partner = OpCalls.All[call.Partner!];
        var used = 0;
        foreach (var row in OpRow.All[partner.Name].Where(row => !OpExclusions.Differs.ContainsKey(row.Name)))
        {
            Check(row.Name, () => used += CheckOut(call, partner, row) ? 1 : 0);
        }

        used.Should().BePositive("an operator without a call is not tested");
    }

    private static bool HasRows(string name) => OpRow.All.Contains(name) || Special.Contains(name);

    private static IEnumerable<string> WithPartner(OpVariant variant) =>
        OpCalls.Of(variant).Where(call => call.Partner is { } partner && OpRow.All.Contains(partner)).Select(call => call.Name);

    /// <summary>Runs in a scope, so that nothing has to be collected, and gives every row its say.</summary>
    private static void Check(string row, Action check)
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
    private static void CheckDiffers(OpCall call, OpRow row, Func<OpArguments, object?> form)
    {
        string[] failures;
        using (var inner = new AssertionScope())
        {
            Check(row.Name, () => CheckValue(call, row, form, row.Arguments()));
            failures = inner.Discard();
        }

        failures.Should().NotBeEmpty($"{row.Name} is listed as a difference");
    }

    private static void CheckValue(OpCall call, OpRow row, Func<OpArguments, object?> form, OpArguments arguments)
    {
        var before = arguments.AllTensors();
        var results = OpResults.Call(form, arguments);
        if (row.Outputs is null)
        {
            Compare(row, results, [.. OpResults.Flatten(OpFormulas.Table[row.Operator](row.Arguments()))]);
        }
        else
        {
            results.Should().HaveCount(row.Outputs.Count, row.Name);
            for (var i = 0; i < row.Outputs.Count; i++)
            {
                OpResults.ShouldBe(results[i], row.Outputs[i], $"it is result {i} of {row.Name}", OpExclusions.HasFreeSign(row.Operator));
            }
        }

        foreach (var (name, value) in row.After)
        {
            OpResults.ShouldBe(arguments.Tensor(name), value, $"{row.Name} changes {name}");
        }

        CheckAliases(call, row, results, before);
    }

    private static void CheckAliases(OpCall call, OpRow row, IReadOnlyList<object> results, IReadOnlyList<Tensor> arguments)
    {
        foreach (var result in results.OfType<Tensor>())
        {
            if (call.Variant == OpVariant.InPlace)
            {
                result.Should().BeSameAs(arguments[0], row.Name);
                continue;
            }

            arguments.Should().NotContain(argument => ReferenceEquals(argument, result), row.Name);
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
    private static bool CheckInPlace(OpCall partner, OpRow row, Func<OpArguments, object?> form)
    {
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

    /// <summary>What an out form is to write to.</summary>
    private static Tensor Target(Tensor expected, long[] shape) =>
        expected.Layout == Layout.Strided ? Torch.Empty(shape, dtype: expected.DType) : Torch.EmptyLike(expected);

    private static bool CheckOut(OpCall call, OpCall partner, OpRow row)
    {
        var expected = OpResults.Call(partner.Forms[0], row.Arguments()).Cast<Tensor>().ToList();
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
            results.Zip(outs).All(pair => ReferenceEquals(pair.First, pair.Second)).Should().BeTrue($"{row.Name} gives its outputs back");
            Compare(row, outs, expected, withStrides: false);
        }

        return true;
    }
}
