namespace PyTorchCS;

/// <summary>Sets of print options: PyTorch's <c>default</c>, <c>short</c> and <c>full</c>.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.set_printoptions.html"/>
public enum PrintProfile
{
    /// <summary>4 digits, summarised over 1,000 elements to 3 at each end.</summary>
    Default,

    /// <summary>2 digits, summarised over 1,000 elements to 2 at each end.</summary>
    Short,

    /// <summary>4 digits, never summarised.</summary>
    Full,
}
