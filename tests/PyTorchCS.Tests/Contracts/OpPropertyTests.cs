using FluentAssertions;
using PyTorchCS.Testing;
using Xunit.Abstractions;

namespace PyTorchCS.Tests;

/// <summary>Which kinds of arguments each operator is checked with: by rows of the oracle's, and by calls that follow from them.</summary>
public sealed class OpPropertyTests(ITestOutputHelper output) : LeakCheck
{
    /// <summary>How many operators are checked with each at least; the printed figures are the exact ones.</summary>
    private static readonly Dictionary<string, int> AtLeast = new()
    {
        ["not contiguous"] = 1861,
        ["expanded"] = 1730,
        ["0-d"] = 1180,
        ["empty"] = 1740,
        ["broadcast"] = 277,
        ["bool"] = 1060,
        ["int64"] = 1495,
        ["float16"] = 1550,
        ["bfloat16"] = 1570,
        ["uint16"] = 860,
        ["uint32"] = 860,
        ["uint64"] = 860,
    };

    private static readonly Lazy<ILookup<string, (string Operator, string Difference)>> Derived = new(() => Derive().ToLookup(found => found.Property, found => (found.Operator, found.Difference)));

    public static TheoryData<string> Properties => [.. OpDerived.All.Keys];

    [Theory]
    [MemberData(nameof(Properties))]
    public void Derived_LikeTheRow(string property)
    {
        var differences = Derived.Value[property].Where(found => found.Difference.Length > 0 && !OpExclusions.IsDerivedOtherwise(property, found.Operator));

        string.Join('\n', differences.Select(found => $"{found.Operator}: {found.Difference}")).Should().BeEmpty();
    }

    [Fact]
    public void DerivedOtherwise_IsOnlyWhatDiffers()
    {
        var differing = Derived.Value.SelectMany(group => group.Where(found => found.Difference.Length > 0).Select(found => $"{group.Key} {found.Operator}")).ToHashSet();

        OpExclusions.DerivedOtherwise.Where(entry => !OpExclusions.IsUndefined(entry.Value)).Select(entry => entry.Key).Should().BeSubsetOf(differing, "a reason without a difference is none");
    }

    [Fact]
    public void Operators_AreCheckedWithEachKindOfArguments()
    {
        var calls = OpCalls.All.Values.Where(call => !call.IsFused).ToList();
        var byRow = Rows();
        foreach (var (property, least) in AtLeast)
        {
            var derived = Derived.Value[property].Select(found => found.Operator).ToHashSet();
            var rows = byRow.GetValueOrDefault(property, []);
            var (ofRows, all) = (calls.Count(call => Has(call, rows.Contains)), calls.Count(call => Has(call, name => rows.Contains(name) || derived.Contains(name))));
            output.WriteLine($"report: {property}: {all} of {calls.Count} public operators, {ofRows} by rows of the oracle's");

            all.Should().BeGreaterThanOrEqualTo(least, property);
        }
    }

    /// <summary>An in-place or an out form goes through the rows of the functional one.</summary>
    private static bool Has(OpCall call, Func<string, bool> isIn) => isIn(call.Name) || (call.Partner is { } partner && isIn(partner));

    private static Dictionary<string, HashSet<string>> Rows()
    {
        var found = AtLeast.Keys.ToDictionary(property => property, _ => new HashSet<string>());
        foreach (var rows in OpRow.All)
        {
            using var scope = Torch.Scope();
            foreach (var row in rows.Where(row => !OpExclusions.Differs.ContainsKey(row.Name)))
            {
                foreach (var property in PropertiesOf(row))
                {
                    found[property].Add(rows.Key);
                }
            }
        }

        return found;
    }

    private static IEnumerable<string> PropertiesOf(OpRow row)
    {
        var tensors = row.Arguments().AllTensors();
        foreach (var (property, has) in new (string, Func<Tensor, bool>)[]
        {
            ("0-d", tensor => tensor.Dim() == 0),
            ("empty", tensor => tensor.Numel() == 0),
            ("bool", tensor => tensor.DType == DType.Bool),
            ("int64", tensor => tensor.DType == DType.Int64),
            ("float16", tensor => tensor.DType == DType.Float16),
            ("bfloat16", tensor => tensor.DType == DType.Bfloat16),
            ("not contiguous", tensor => tensor.Layout == Layout.Strided && !OpLayout.Scattered(tensor).IsContiguous() && !OpExclusions.ReadsLayout(row.Operator)),
        })
        {
            if (tensors.Any(has))
            {
                yield return property;
            }
        }

        if (row.Name.EndsWith(" broadcast", StringComparison.Ordinal))
        {
            yield return "broadcast";
        }
    }

    private static IEnumerable<(string Property, string Operator, string Difference)> Derive()
    {
        foreach (var call in OpCalls.Of(OpVariant.Functional, OpVariant.View))
        {
            using var scope = Torch.Scope();
            var rows = OpDerived.Rows(call).ToList();
            foreach (var (property, derivation) in OpDerived.All)
            {
                var said = rows.Select(row => (row.Name, Difference: derivation(call, row))).Where(found => found.Difference is not null).ToList();
                if (said.Count > 0)
                {
                    yield return (property, call.Name, string.Join(' ', said.Where(found => found.Difference!.Length > 0).Select(found => $"{found.Name}: {found.Difference}")));
                }
            }
        }
    }
}
