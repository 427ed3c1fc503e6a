namespace PyTorchCS.Tests;

/// <summary>One operator: how it is called, and by what it is checked.</summary>
/// <param name="Name">The schema's full name, such as <c>add.Tensor</c>.</param>
/// <param name="Partner">The functional form that an in-place or an out form must agree with.</param>
/// <param name="Required">How many arguments have no default.</param>
/// <param name="Outputs">The names of the tensors that an out form writes to.</param>
/// <param name="Short">The call that leaves out all optional arguments, or null where there are none.</param>
/// <param name="Forms">Every public member that carries the operator; the internal one where there is none.</param>
internal sealed record OpCall(
    string Name, OpVariant Variant, string? Partner, int Required, string[] Outputs, Func<OpArguments, object?>? Short, params Func<OpArguments, object?>[] Forms)
{
    /// <summary>Of an operator that works in place over lists: the arguments that it changes, in the order of the functional form's results.</summary>
    public string[] Changed { get; init; } = [];

    /// <summary>True for the steps of optimizers and of gradient scaling, which have no public member.</summary>
    public bool IsFused => Name.StartsWith("_fused_", StringComparison.Ordinal) || Name.StartsWith("_amp_", StringComparison.Ordinal);

    /// <summary>True for what does the same to each tensor of a list.</summary>
    public bool IsForeach => Name.StartsWith("_foreach_", StringComparison.Ordinal);

    /// <summary>All calls that a row with so many arguments goes to.</summary>
    public IEnumerable<Func<OpArguments, object?>> FormsFor(OpRow row) => Short is not null && row.Given.Count == Required - Outputs.Length ? Forms.Prepend(Short) : Forms;
}
