namespace PyTorchCS.OpGen;

/// <summary>One ATen operator as its schema line states it.</summary>
internal sealed record Schema(string Name, string Overload, IReadOnlyList<Argument> Arguments, IReadOnlyList<Return> Returns, string Text)
{
    /// <summary>The name as the schema spells it: <c>add.Tensor</c>.</summary>
    public string FullName => Overload.Length == 0 ? Name : $"{Name}.{Overload}";

    /// <summary>The name as LibTorch's symbols spell it: <c>add_Tensor</c>.</summary>
    public string Symbol => Overload.Length == 0 ? Name : $"{Name}_{Overload}";

    public Argument? Self => Arguments.Count > 0 && Arguments[0] is { Name: "self", Type: { IsPlainTensor: true } } self ? self : null;

    public IEnumerable<Argument> Outputs => Arguments.Where(argument => argument.IsOutput);

    public bool IsOut => Outputs.Any();

    /// <summary>True when the operator changes its first argument, or list of them, and gives it back.</summary>
    public bool IsInPlace => !IsOut && Arguments.Count > 0 && Arguments[0].Type.IsMutable;

    /// <summary>True when a second call does no harm: no argument is written to, not even running statistics, and no random number is drawn.</summary>
    public bool IsRepeatable =>
        !Name.StartsWith("rand", StringComparison.Ordinal) &&
        !Arguments.Any(argument => argument.Type.IsMutable || argument.Type.Element == "Generator" || argument.Name is "running_mean" or "train" or "dropout" or "dropout_p");
}

/// <summary>One argument of an operator.</summary>
/// <param name="IsOutput">True for the keyword-only tensors that an <c>out</c> form writes to.</param>
/// <param name="IsKeywordOnly">True for what Python takes by name alone.</param>
internal sealed record Argument(SchemaType Type, string Name, string? Default, bool IsOutput, bool IsKeywordOnly);

/// <summary>One result of an operator; the name is empty where the schema gives none.</summary>
internal sealed record Return(SchemaType Type, string Name);

/// <summary>A schema type taken apart: <c>Tensor?[]</c>, <c>int[2]</c>, <c>Tensor(a!)</c>, <c>SymInt[1]?</c>.</summary>
/// <param name="ListSize">The fixed length of a list, 0 where it has none.</param>
/// <param name="IsMutable">True where the alias note carries a <c>!</c>.</param>
internal sealed record SchemaType(string Element, bool IsElementOptional, bool IsList, int ListSize, bool IsOptional, bool IsMutable)
{
    public bool IsTensor => Element == "Tensor";

    public bool IsPlainTensor => IsTensor && !IsList && !IsOptional;

    public bool IsInteger => Element is "int" or "SymInt";

    /// <summary>The type without alias notes and sizes, as the type map names it.</summary>
    public string Key => Element + (IsElementOptional ? "?" : "") + (IsList ? "[]" : "") + (IsOptional ? "?" : "");
}
