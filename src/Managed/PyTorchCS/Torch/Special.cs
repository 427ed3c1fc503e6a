namespace PyTorchCS;

/// <summary>Special functions, element by element.</summary>
/// <remarks>PyTorch's <c>torch.special</c>.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/special.html"/>
public static partial class Special;
