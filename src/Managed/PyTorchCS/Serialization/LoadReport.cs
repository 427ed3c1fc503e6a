namespace PyTorchCS;

/// <summary>What did not fit when a state dict was loaded.</summary>
public sealed class LoadReport
{
    internal LoadReport(IReadOnlyList<string> missingKeys, IReadOnlyList<string> unexpectedKeys, IReadOnlyList<MisshapenKey> misshapenKeys)
    {
        MissingKeys = missingKeys;
        UnexpectedKeys = unexpectedKeys;
        MisshapenKeys = misshapenKeys;
    }

    /// <summary>Names that the module has and the state dict lacks.</summary>
    public IReadOnlyList<string> MissingKeys { get; }

    /// <summary>Names that the state dict has and the module lacks.</summary>
    public IReadOnlyList<string> UnexpectedKeys { get; }

    /// <summary>Names that both have, with different shapes.</summary>
    public IReadOnlyList<MisshapenKey> MisshapenKeys { get; }

    /// <summary>Whether every name and shape fitted.</summary>
    public bool IsComplete => MissingKeys.Count + UnexpectedKeys.Count + MisshapenKeys.Count == 0;

    /// <summary>Says in one line what did not fit.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => IsComplete
        ? "all keys matched"
        : $"missing: [{string.Join(", ", MissingKeys)}], unexpected: [{string.Join(", ", UnexpectedKeys)}], misshapen: [{string.Join("; ", MisshapenKeys)}]";
}
