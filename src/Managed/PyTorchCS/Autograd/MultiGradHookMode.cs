namespace PyTorchCS;

/// <summary>When a hook on several tensors runs.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#torch.autograd.graph.register_multi_grad_hook"/>
public enum MultiGradHookMode
{
    /// <summary>Once the gradients of all the tensors are there that the pass computes.</summary>
    All,

    /// <summary>With the first of the gradients.</summary>
    Any,
}
