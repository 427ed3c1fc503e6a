using System.Reflection;
using System.Text.RegularExpressions;
using FluentAssertions;
using FluentAssertions.Execution;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

/// <summary>Public members that carry an operator and are written by hand: the rows of the operator hold for them too.</summary>
public sealed partial class HandFormTests : LeakCheck
{
    private static readonly (Type Type, string Prefix)[] Classes =
    [
        (typeof(Tensor), ""), (typeof(Torch), ""), (typeof(F), ""), (typeof(Linalg), "linalg_"), (typeof(Fft), "fft_"), (typeof(Special), "special_"),
        (typeof(Sparse), "sparse_"), (typeof(Foreach), "_foreach_"),
    ];

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (member, name) in HandForms.All.Select(form => (form.Member, form.Operator)).Distinct())
            {
                data.Add(member, name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void HandWritten_LikeTheOperator(string member, string name)
    {
        using var assertions = new AssertionScope($"{member} as {name}");
        var call = OpCalls.All[name];
        foreach (var form in HandForms.All.Where(form => form.Member == member && form.Operator == name))
        {
            var rows = OpRow.All[OpRow.All.Contains(name) ? name : call.Partner!].Where(row => !row.Given.Except(form.Takes).Any() && !OpExclusions.Differs.ContainsKey(row.Name)).ToList();
            rows.Should().NotBeEmpty("a form without a row is not tested");
            var used = 0;
            foreach (var row in rows)
            {
                OpChecks.Check(row.Name, () => used += Uses(call, row, form) ? 1 : 0);
            }

            used.Should().BePositive("a form without a call is not tested");
        }
    }

    [Fact]
    public void EveryHandWrittenForm_HasARow_OrAReason()
    {
        var missing = Classes.SelectMany(entry => ByHand(entry.Type, entry.Prefix))
            .Where(member => !HandForms.Without.ContainsKey(member.Name) && HandForms.All.Count(form => form.Member == member.Name) < member.Overloads);

        missing.Should().BeEmpty("what is written by hand is as public as what is generated");
    }

    [Fact]
    public void Reasons_AreOfMembersThatExist()
    {
        var all = Classes.SelectMany(entry => ByHand(entry.Type, entry.Prefix)).Select(member => member.Name).ToList();

        all.Should().Contain(HandForms.Without.Keys).And.HaveCountGreaterThan(100);
    }

    [Fact]
    public void RequiresGrad_ChangesAndReturnsItsTensor()
    {
        var x = Torch.Zeros(2);

        x.RequiresGrad_().Should().BeSameAs(x);
        x.RequiresGrad.Should().BeTrue();
        x.RequiresGrad_(false).RequiresGrad.Should().BeFalse();
    }

    private static bool Uses(OpCall call, OpRow row, HandForm form)
    {
        if (row.Operator != call.Name)
        {
            return OpChecks.InPlace(call, OpCalls.All[row.Operator], row, form.Call);
        }

        OpChecks.Value(call, row, form.Call, row.Arguments(), form.Result);
        return true;
    }

    /// <summary>The members with an operator's name that have more overloads than src/OpGen wrote, and how many more.</summary>
    private static IEnumerable<(string Name, int Overloads)> ByHand(Type type, string prefix)
    {
        var operators = OpCalls.All.Keys.Select(name => name.Split('.')[0]).Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => MemberName(name[prefix.Length..])).ToHashSet();
        var generated = Generated(type);
        return type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false, IsGenericMethod: false } && operators.Contains(member.Name))
            .GroupBy(member => member.Name, (name, overloads) => (Name: $"{type.Name}.{name}", Overloads: overloads.Count() - generated.GetValueOrDefault(name)))
            .Where(member => member.Overloads > 0);
    }

    private static Dictionary<string, int> Generated(Type type)
    {
        var root = typeof(HandFormTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(entry => entry.Key == "RepositoryRoot").Value!;
        var file = Path.Combine(root, "src", "Managed", "PyTorchCS", "Generated", type.Name + ".g.cs");
        return !File.Exists(file) ? [] : File.ReadLines(file).Select(line => Member().Match(line)).Where(match => match.Success)
            .GroupBy(match => match.Groups[1].Value).ToDictionary(group => group.Key, group => group.Count());
    }

    /// <summary>The rule of names: capitals first and after each underscore, and the trailing underscore stays.</summary>
    private static string MemberName(string name) =>
        string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + (name.EndsWith('_') ? "_" : "");

    [GeneratedRegex(@"^    public (?:static )?\S.* (\w+)\(.*\)(?: =>.*)?$")]
    private static partial Regex Member();
}
