namespace PyTorchCS.Parity;

/// <summary>One signature as PyTorch states it.</summary>
/// <param name="IsAttribute">True where Python has no call: <c>x.shape</c>.</param>
internal sealed record Signature(string Name, IReadOnlyList<Argument> Arguments, bool IsDeprecated, bool IsAttribute, string Text)
{
    /// <summary>True where the options of a new tensor are among the arguments; not all functions take all of them.</summary>
    public bool IsCreation => Has("dtype") && Has("device") && (Has("pin_memory") || Has("requires_grad"));

    private bool Has(string name) => Arguments.Any(argument => argument.Name == name);
}

/// <summary>One argument.</summary>
/// <param name="Type">Empty where Python states none.</param>
/// <param name="Default">As PyTorch writes it; null where the argument has none.</param>
/// <param name="IsOutput">True for a tensor that the result is written to.</param>
/// <param name="IsVariadic">True for <c>*tensors</c>.</param>
/// <param name="IsPositional">True where no caller can say the name.</param>
internal sealed record Argument(string Name, string Type, string? Default, bool IsOutput = false, bool IsVariadic = false, bool IsPositional = false);
