namespace PyTorchCS;

/// <summary>One operation on each tensor of a list, in one native call.</summary>
/// <remarks>PyTorch's <c>torch._foreach_*</c>. Lists that belong together have equal lengths. On CUDA many tensors share one kernel launch.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/torch.html#foreach-functions"/>
public static partial class Foreach;
