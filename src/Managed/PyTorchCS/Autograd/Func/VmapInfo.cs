namespace PyTorchCS;

/// <summary>The batch that a rule of a custom function for <see cref="Func.Vmap(Func{Tensor, Tensor}, long, long, VmapRandomness, long?)"/> computes for.</summary>
/// <param name="BatchSize">The size of the dimension that the function does not see.</param>
/// <param name="Randomness">What random operations are to do.</param>
/// <seealso href="https://docs.pytorch.org/docs/2.10/notes/extending.func.html"/>
public readonly record struct VmapInfo(long BatchSize, VmapRandomness Randomness);
