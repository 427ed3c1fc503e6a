namespace PyTorchCS.NN;

/// <summary>Registers a tensor field or property of a <see cref="Module"/> as a buffer: state that is saved and moved, but not trained.</summary>
/// <remarks>
/// A scope frees what <c>Forward</c> assigns to a buffer while it is open, as any tensor made in it: change a buffer in place,
/// as by <c>Copy_</c>, or call <see cref="Module.RegisterBuffer"/>, which keeps what it is given.
/// </remarks>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class BufferAttribute : Attribute
{
    /// <summary>Whether the buffer is part of the state dict; <c>true</c> unless set.</summary>
    public bool Persistent { get; set; } = true;
}
