namespace PyTorchCS.Tests;

/// <summary>Mistakes a user makes, by name.</summary>
internal static partial class MisuseTable
{
    /// <summary>Every row. A property without a field: the tables of the other files are filled in no defined order.</summary>
    internal static IReadOnlyDictionary<string, Misuse> All =>
        OfTensors.Concat(OfModules).Concat(OfTraining).ToDictionary(p => p.Key, p => p.Value);
}
