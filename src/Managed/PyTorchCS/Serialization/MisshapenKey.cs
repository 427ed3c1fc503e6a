namespace PyTorchCS;

/// <summary>A name whose tensor has another shape in the state dict than in the module.</summary>
/// <param name="Name">The name.</param>
/// <param name="Got">The shape in the state dict.</param>
/// <param name="Wanted">The shape in the module.</param>
public sealed record MisshapenKey(string Name, IReadOnlyList<long> Got, IReadOnlyList<long> Wanted)
{
    /// <summary>Says which shapes differ.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Name} has shape [{string.Join(", ", Got)}], wanted [{string.Join(", ", Wanted)}]";
}
