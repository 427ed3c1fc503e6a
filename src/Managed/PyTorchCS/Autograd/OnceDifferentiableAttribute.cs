namespace PyTorchCS;

/// <summary>Marks a <see cref="Function"/> whose <c>Backward</c> cannot be differentiated itself.</summary>
/// <remarks>
/// <c>Backward</c> then runs without recording, and what it gives fails when a second derivative is taken through it, rather than to count as a constant.
/// It stands on the class, or on its <c>Backward</c>.
/// </remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.function.once_differentiable.html"/>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OnceDifferentiableAttribute : Attribute
{
}
