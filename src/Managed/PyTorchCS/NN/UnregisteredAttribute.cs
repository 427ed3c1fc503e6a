namespace PyTorchCS.NN;

/// <summary>Keeps a field or property of a <see cref="Module"/> out of its parameters, buffers and children.</summary>
/// <remarks>For references to something that belongs elsewhere, such as a parent module or a frozen teacher.</remarks>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class UnregisteredAttribute : Attribute;
