namespace PyTorchCS.Tests;

/// <summary>What an op gave: one tensor, a tuple or a list, in the order of the golden's outputs.</summary>
internal readonly record struct OpResult(IReadOnlyList<Tensor> Tensors)
{
    public static implicit operator OpResult(Tensor tensor) => new([tensor]);

    public static implicit operator OpResult(Tensor[] tensors) => new(tensors);

    public static implicit operator OpResult((Tensor, Tensor) pair) => new([pair.Item1, pair.Item2]);
}
