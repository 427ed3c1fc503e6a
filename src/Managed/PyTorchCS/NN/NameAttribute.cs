namespace PyTorchCS.NN;

/// <summary>Gives a member of a <see cref="Module"/> another name in state dicts than the snake_case form of its own.</summary>
/// <param name="name">The key, without dots.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class NameAttribute(string name) : Attribute
{
    /// <summary>The key under which the member appears.</summary>
    public string Name { get; } = name;
}
