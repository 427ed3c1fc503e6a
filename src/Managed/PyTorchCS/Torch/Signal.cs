namespace PyTorchCS;

/// <summary>Signal processing: PyTorch's <c>torch.signal</c>.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/signal.html"/>
public static partial class Signal;
