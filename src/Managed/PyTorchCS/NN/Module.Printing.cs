namespace PyTorchCS.NN;

public abstract partial class Module
{
    /// <summary>What the printed form of this module shows between the parentheses, besides its children.</summary>
    /// <returns>The settings as PyTorch prints them; empty by default.</returns>
    public virtual string ExtraRepr() => "";

    /// <summary>Prints the module and its children as PyTorch does.</summary>
    /// <returns>One line for a layer, an indented tree for a network.</returns>
    public override string ToString()
    {
        RequireStack();
        string extra = ExtraRepr();
        List<string> lines = extra.Length == 0 ? [] : [.. extra.Split('\n')];
        List<string> children = ChildLines();
        if (children.Count == 0 && lines.Count <= 1)
        {
            return $"{ReprName()}({extra})";
        }

        lines.AddRange(children);
        return $"{ReprName()}(\n  {string.Join("\n  ", lines)}\n)";
    }

    /// <summary>The name of the type as Python would show it: without namespace and type arguments.</summary>
    private protected string ReprName()
    {
        string name = GetType().Name;
        int arity = name.IndexOf('`', StringComparison.Ordinal);
        return arity < 0 ? name : name[..arity];
    }

    /// <summary>One entry for each child; lists join neighbours that print alike.</summary>
    private protected virtual List<string> ChildLines() =>
        [.. ReadSlots().Where(slot => slot.Kind == SlotKind.Module).Select(slot => Indent($"({slot.Name}): {slot.Module}"))];

    private protected static string Indent(string text) => text.Replace("\n", "\n  ", StringComparison.Ordinal);
}
