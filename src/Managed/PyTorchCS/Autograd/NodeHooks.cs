namespace PyTorchCS;

/// <summary>The hooks of one node that run before it, or after it. The node holds it.</summary>
internal sealed class NodeHooks : HookList<Func<Tensor?[], Tensor?[], Tensor?[]?>>
{
    /// <summary>Runs the hooks on what the node gave and was given; null where they leave what they may replace.</summary>
    /// <param name="outputs">What the node gave, or null before it has run.</param>
    /// <param name="inputs">What the node was given.</param>
    internal Tensor?[]? Run(Tensor?[]? outputs, Tensor?[] inputs)
    {
        var given = outputs ?? inputs;
        var current = given;
        foreach (var hook in Snapshot())
        {
            var replacement = outputs is null ? hook([], current) : hook(current, inputs);
            if (replacement is null)
            {
                continue;
            }
            if (replacement.Length != given.Length)
            {
                throw new InvalidOperationException($"a hook of a node returned {replacement.Length} gradients, but there are {given.Length}");
            }
            current = replacement;
        }
        return ReferenceEquals(current, given) ? null : current;
    }
}
