namespace PyTorchCS;

/// <summary>The hooks of one node that run before it, or after it. The node holds it.</summary>
internal sealed class NodeHooks : HookList<Func<Tensor?[], Tensor?[], Tensor?[]?>>
{
    /// <summary>Runs the hooks on what the node gave and was given; null where they leave what they may replace.</summary>
    /// <param name="outputs">What the node gave, or null before it has run.</param>
    /// <param name="inputs">What the node was given.</param>
    internal Tensor?[]? Run(Tensor?[]? outputs, Tensor?[] inputs)
    {
        var current = outputs ?? inputs;
        var isReplaced = false;
        foreach (var hook in Snapshot())
        {
            // A copy: a hook may write into what it is given, and that counts only where it returns it.
            var replacement = outputs is null ? hook([], [.. current]) : hook([.. current], [.. inputs]);
            if (replacement is not null)
            {
                Check(current, replacement);
                current = replacement;
                isReplaced = true;
            }
        }
        return isReplaced ? current : null;
    }

    /// <summary>LibTorch looks at these gradients no more.</summary>
    private static void Check(Tensor?[] current, Tensor?[] replacement)
    {
        if (replacement.Length != current.Length)
        {
            throw new InvalidOperationException($"a hook of a node returned {replacement.Length} gradients, but there are {current.Length}");
        }
        for (var i = 0; i < current.Length; i++)
        {
            if (replacement[i] is not { } gradient || ReferenceEquals(gradient, current[i]))
            {
                continue;
            }
            if (current[i] is not { } original)
            {
                throw new InvalidOperationException($"a hook of a node returned a gradient at index {i}, where there was none");
            }
            GradientHooks.Check(original, gradient);
        }
    }
}
