namespace PyTorchCS.Tests;

/// <summary>All public operators by name; src/OpGen writes the calls.</summary>
internal static partial class OpCalls
{
    private static readonly Dictionary<string, OpCall> Table = [];

    static OpCalls() => AddAll();

    /// <summary>Every operator, by the schema's full name.</summary>
    public static IReadOnlyDictionary<string, OpCall> All => Table;

    /// <summary>The operators of one kind.</summary>
    public static IEnumerable<OpCall> Of(params OpVariant[] variants) => Table.Values.Where(call => variants.Contains(call.Variant));

    private static void Add(OpCall call) => Table.Add(call.Name, call);
}
