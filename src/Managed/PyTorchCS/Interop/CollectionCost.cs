namespace PyTorchCS.Interop;

/// <summary>What a collection took.</summary>
/// <param name="Time">The time that the program stood still.</param>
/// <param name="Share">That time beside the time since the last collection.</param>
internal readonly record struct CollectionCost(TimeSpan Time, double Share);
