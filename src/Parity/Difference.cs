namespace PyTorchCS.Parity;

/// <summary>One point in which a C# signature is not PyTorch's.</summary>
/// <param name="Place">The C# member.</param>
/// <param name="Kind">
/// <c>missing</c>: PyTorch has the parameter and no overload does; <c>extra</c>: an overload has it and PyTorch does not; <c>required</c>: PyTorch
/// has a default; <c>optional</c>: PyTorch has none; <c>default</c>: another one; <c>order</c>: another place; <c>property</c>: PyTorch calls it;
/// <c>method</c>: PyTorch does not; <c>shadowed</c>: a call that leaves the parameter out goes to an overload that lacks it.
/// </param>
/// <param name="Parameter">In C#'s spelling; a dash where the difference is of the whole.</param>
internal sealed record Difference(string Place, string Kind, string Parameter, string Text);
