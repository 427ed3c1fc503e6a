namespace PyTorchCS.Parity;

/// <summary>One signature as PyTorch states it.</summary>
/// <param name="IsAttribute">True where Python has no call: <c>x.shape</c>.</param>
internal sealed record Signature(string Name, IReadOnlyList<Argument> Arguments, bool IsDeprecated, bool IsAttribute, string Text)
{
    /// <summary>True where the four options of a new tensor are among the arguments.</summary>
    public bool IsCreation => Creation.All(name => Arguments.Any(argument => argument.Name == name));

    private static readonly string[] Creation = ["dtype", "layout", "device", "pin_memory"];
}

/// <summary>One argument.</summary>
/// <param name="Type">Empty where Python states none.</param>
/// <param name="Default">As PyTorch writes it; null where the argument has none.</param>
/// <param name="IsOutput">True for a tensor that the result is written to.</param>
internal sealed record Argument(string Name, string Type, string? Default, bool IsOutput, bool IsVariadic);
