namespace PyTorchCS.NN;

/// <summary>What a slot of a module holds.</summary>
internal enum SlotKind
{
    Parameter,
    Buffer,
    Module,

    /// <summary>A tensor in a field that is neither parameter nor buffer: no state, but a scope must not free it.</summary>
    Plain,
}

/// <summary>One named value found in a module at the moment of asking.</summary>
internal readonly record struct Slot(string Name, SlotKind Kind, object Value, bool Persistent = true)
{
    public Parameter Parameter => (Parameter)Value;

    public Tensor Tensor => (Tensor)Value;

    public Module Module => (Module)Value;
}
