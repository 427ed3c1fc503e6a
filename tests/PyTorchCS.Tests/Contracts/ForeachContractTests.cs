using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

/// <summary>What every operator over lists refuses: lists without a tensor, and lists of different lengths.</summary>
public sealed class ForeachContractTests : LeakCheck
{
    public static TheoryData<string> All => [.. OpCalls.All.Values.Where(call => call.IsForeach).Select(call => call.Name)];

    public static TheoryData<string> OfSeveralLists => [.. OpCalls.All.Values.Where(call => call.IsForeach && Lists(call).Count() + Numbers(call) > 1).Select(call => call.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void Call_WithoutTensors_SaysSo(string name)
    {
        using var scope = Torch.Scope();
        var (call, arguments) = Prepare(name);
        foreach (var list in Lists(call))
        {
            arguments.Set(list);
        }

        var act = () => call.Forms[0](arguments);

        if (name is "_foreach_copy" or "_foreach_copy.out")
        {
            // A copy of nothing is nothing.
            act.Should().NotThrow();
            return;
        }

        var error = act.Should().Throw<TorchException>().Which;
        error.Message.Should().MatchRegex("at least one tensor|match input of length 0");
        error.Operation.Should().Be(name);
    }

    [Theory]
    [MemberData(nameof(OfSeveralLists))]
    public void Call_OfListsOfDifferentLengths_SaysSo(string name)
    {
        foreach (var list in Lists(OpCalls.All[name]))
        {
            using var scope = Torch.Scope();
            var (call, arguments) = Prepare(name);
            arguments.Set(list, [.. arguments.Tensors(list), Torch.Zeros([2], dtype: DType.Float64)]);

            var act = () => call.Forms[0](arguments);

            var error = act.Should().Throw<TorchException>($"{list} is longer").Which;
            error.Message.Should().MatchRegex("same (number|length)|match input of length").And.NotContain("INTERNAL ASSERT");
            error.Operation.Should().Be(name);
        }
    }

    private static IEnumerable<string> Lists(OpCall call) => Row(call).Arguments().TensorLists().Concat(call.Outputs);

    private static int Numbers(OpCall call) => Row(call).Arguments().Has("scalars") || call.Name.Contains("ScalarList", StringComparison.Ordinal) ? 1 : 0;

    private static OpRow Row(OpCall call) => OpRow.All[call.Partner ?? call.Name].First();

    private static (OpCall Call, OpArguments Arguments) Prepare(string name)
    {
        var call = OpCalls.All[name];
        var arguments = Row(call).Arguments();
        foreach (var output in call.Outputs)
        {
            arguments.Set(output, [.. arguments.Tensors(arguments.TensorLists().First()).Select(tensor => Torch.EmptyLike(tensor))]);
        }

        return (call, arguments);
    }
}
