namespace PyTorchCS;

/// <summary>What kind of mistake LibTorch reports.</summary>
/// <remarks>
/// Python knows all that LibTorch gives no type of its own as <c>RuntimeError</c>. Here those about positions, dtypes, shapes and values are told apart
/// by the words of the message; a message that fits none is <see cref="Runtime"/>.
/// </remarks>
public enum TorchErrorKind
{
    /// <summary>A position or a dimension is out of range (<c>IndexError</c>, and <c>RuntimeError</c> from <c>gather</c> or <c>one_hot</c>).</summary>
    Index,

    /// <summary>A value is not allowed (<c>ValueError</c>, <c>RuntimeError</c>).</summary>
    Value,

    /// <summary>A type or dtype is not allowed, or dtypes do not match (<c>TypeError</c>, <c>RuntimeError</c>).</summary>
    Type,

    /// <summary>The operator has no kernel for these operands (<c>NotImplementedError</c>).</summary>
    NotImplemented,

    /// <summary>A decomposition did not succeed, as of a singular matrix (<c>LinAlgError</c>).</summary>
    LinearAlgebra,

    /// <summary>Memory could not be allocated (<c>OutOfMemoryError</c>).</summary>
    OutOfMemory,

    /// <summary>A fault of LibTorch or of this library rather than of the caller (<c>RuntimeError</c>).</summary>
    Internal,

    /// <summary>Shapes do not fit each other or the operation (<c>RuntimeError</c>).</summary>
    Shape,

    /// <summary>All else, such as a second backward pass through a graph that was freed (<c>RuntimeError</c>).</summary>
    Runtime,
}
