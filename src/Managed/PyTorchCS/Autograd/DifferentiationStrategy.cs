namespace PyTorchCS;

/// <summary>Whether a matrix of derivatives is computed by rows or by columns.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.functional.jacobian.html"/>
public enum DifferentiationStrategy
{
    /// <summary>By rows: one backward pass for each element of the output.</summary>
    ReverseMode,

    /// <summary>By columns: one derivative in a direction for each element of the input.</summary>
    ForwardMode,
}
