namespace PyTorchCS;

/// <summary>The two parts of a dual tensor.</summary>
/// <param name="Primal">The value.</param>
/// <param name="Tangent">The directional derivative, or null where the tensor is no dual one.</param>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.forward_ad.UnpackedDualTensor.html"/>
public readonly record struct UnpackedDualTensor(Tensor Primal, Tensor? Tangent);
