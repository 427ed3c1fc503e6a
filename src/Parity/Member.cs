namespace PyTorchCS.Parity;

/// <summary>What a C# member is.</summary>
internal enum MemberKind
{
    /// <summary>A method, also one of an extension.</summary>
    Method,

    /// <summary>A constructor.</summary>
    Constructor,

    /// <summary>A property, a field, a constant, a value of an enum or an event.</summary>
    Value,

    /// <summary>A type without a public constructor.</summary>
    Type,
}

/// <summary>One member that was found, or one of its overloads.</summary>
/// <param name="IsInstance">True where the first operand is the object itself.</param>
/// <param name="Priority">Of two overloads that both can take a call, C# takes the one that has more of it.</param>
internal sealed record Member(string Owner, string Name, MemberKind Kind, bool IsInstance, IReadOnlyList<Parameter> Parameters, int Priority = 0)
{
    public string Place => Owner.Length == 0 ? Name : $"{Owner}.{Name}";

    public override string ToString() => $"{Place}({string.Join(", ", Parameters)})";
}

/// <summary>One parameter.</summary>
/// <param name="Default">In Python's words; null where there is none.</param>
/// <param name="CanHoldDefault">False where C# has no constant of the type, so that the default is spelled null.</param>
internal sealed record Parameter(string Name, string? Default, bool CanHoldDefault, bool IsParams)
{
    public bool IsRequired => Default is null && !IsParams;

    public override string ToString() => Default is null ? Name : $"{Name}={Default}";
}
