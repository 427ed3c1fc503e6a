namespace PyTorchCS.Tests;

/// <summary>The operators that a test stands for which no row can.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CoversAttribute(params string[] operators) : Attribute
{
    public IReadOnlyList<string> Operators { get; } = operators;
}
