namespace PyTorchCS;

/// <summary>What random operations do in a batch of calls: PyTorch's <c>randomness</c> of <c>torch.vmap</c>.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.func.vmap.html"/>
public enum VmapRandomness
{
    /// <summary>They are an error.</summary>
    Error = 0,

    /// <summary>Every call has the same numbers.</summary>
    Same = 1,

    /// <summary>Every call has its own numbers.</summary>
    Different = 2,
}
