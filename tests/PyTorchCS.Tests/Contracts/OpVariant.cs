namespace PyTorchCS.Tests;

/// <summary>What an operator does with its arguments.</summary>
internal enum OpVariant
{
    /// <summary>Gives fresh results.</summary>
    Functional,

    /// <summary>Changes its first argument and gives it back.</summary>
    InPlace,

    /// <summary>Writes into tensors that the caller gives.</summary>
    Out,

    /// <summary>Gives tensors over the memory of its first argument.</summary>
    View,

    /// <summary>Changes arguments and gives something else, or nothing.</summary>
    Mutating,
}
