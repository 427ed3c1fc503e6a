namespace PyTorchCS.NN;

/// <summary>Registers a tensor field or property of a <see cref="Module"/> as a buffer: state that is saved and moved, but not trained.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class BufferAttribute : Attribute
{
    /// <summary>Whether the buffer is part of the state dict; <c>true</c> unless set.</summary>
    public bool Persistent { get; set; } = true;
}
