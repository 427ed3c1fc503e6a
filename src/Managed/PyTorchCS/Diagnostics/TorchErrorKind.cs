namespace PyTorchCS;

/// <summary>What kind of mistake LibTorch reports; each stands for one of Python's exception types.</summary>
public enum TorchErrorKind
{
    /// <summary>An index is out of range (<c>IndexError</c>).</summary>
    Index,

    /// <summary>A value is not allowed (<c>ValueError</c>).</summary>
    Value,

    /// <summary>A type or dtype is not allowed (<c>TypeError</c>).</summary>
    Type,

    /// <summary>The operator has no kernel for these operands (<c>NotImplementedError</c>).</summary>
    NotImplemented,

    /// <summary>A decomposition did not succeed, as of a singular matrix (<c>LinAlgError</c>).</summary>
    LinearAlgebra,

    /// <summary>Memory could not be allocated (<c>OutOfMemoryError</c>).</summary>
    OutOfMemory,

    /// <summary>All else (<c>RuntimeError</c>).</summary>
    Internal,
}
