using System.Text.Json;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

/// <summary>One line of tests/Fixtures/op_rows: a call, and what PyTorch made of it.</summary>
internal sealed class OpRow(FixtureCase golden)
{
    private static readonly Lazy<ILookup<string, OpRow>> Rows = new(() =>
        Fixture.Names("op_rows").SelectMany(name => Fixture.Load($"op_rows/{name}")).Select(golden => new OpRow(golden)).ToLookup(row => row.Operator));

    /// <summary>All rows, by the full name of the operator.</summary>
    public static ILookup<string, OpRow> All => Rows.Value;

    public string Name { get; } = golden.Name;

    public string Operator { get; } = golden.Text("op");

    /// <summary>The arguments that are given.</summary>
    public IReadOnlyList<string> Given { get; } = [.. golden.Names("args")];

    /// <summary>What PyTorch gave, one element a tensor or number; null where it is too old and a formula stands in.</summary>
    public IReadOnlyList<JsonElement>? Outputs { get; } = golden.Has("outputs") ? [.. golden.Json("outputs").EnumerateArray()] : null;

    /// <summary>The arguments that the call changed, and to what.</summary>
    public IReadOnlyList<(string Name, JsonElement Value)> After { get; } =
        [.. golden.Names("after").Select(name => (name, golden.Json("after").GetProperty(name)))];

    /// <summary>Fresh arguments; <paramref name="prepare"/> may lay each strided tensor out in another way.</summary>
    public OpArguments Arguments(Func<Tensor, Tensor>? prepare = null) => new(golden.Json("args"), prepare);
}
