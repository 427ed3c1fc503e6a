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
        var without = OpCalls.All.Values.Where(call => !HasRows(call.Name) && !(call.Partner is { } partner && HasRows(partner))).Select(call => call.Name).ToHashSet();
        output.WriteLine($"report: {Share(call => !call.IsFused)} public operators have rows or a test of their own, {Share(call => call.IsForeach)} over lists among them ({OpRow.All.Sum(rows => rows.Count())} rows)");
        output.WriteLine($"report: {Share(call => call.IsFused)} fused operators, which are internal, have rows");

        without.Should().BeEquivalentTo(OpExclusions.WithoutRows.Keys);

        string Share(Func<OpCall, bool> isMeant)
        {
            var all = OpCalls.All.Values.Where(isMeant).ToList();
            return $"{all.Count(call => !without.Contains(call.Name))} of {all.Count}";
        }
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
                    OpChecks.Differs(call, row, form);
                    continue;
                }

                OpChecks.Check(row.Name, () => OpChecks.Value(call, row, form, row.Arguments()));
            }

            if (!OpExclusions.ReadsLayout(name) && !OpExclusions.Differs.ContainsKey(row.Name))
            {
                OpChecks.Check(row.Name + ", not contiguous", () => OpChecks.Value(call, row, call.Forms[0], row.Arguments(OpLayout.Scattered)));
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
                OpChecks.Check(row.Name, () => used += OpChecks.InPlace(call, partner, row, form) ? 1 : 0);
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
            OpChecks.Check(row.Name, () => used += OpChecks.Out(call, partner, row) ? 1 : 0);
        }

        used.Should().BePositive("an operator without a call is not tested");
    }

    private static bool HasRows(string name) => OpRow.All.Contains(name) || Special.Contains(name);

    private static IEnumerable<string> WithPartner(OpVariant variant) =>
        OpCalls.Of(variant).Where(call => call.Partner is { } partner && OpRow.All.Contains(partner)).Select(call => call.Name);
}
