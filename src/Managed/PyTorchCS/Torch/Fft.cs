namespace PyTorchCS;

/// <summary>Discrete Fourier transforms.</summary>
/// <remarks>PyTorch's <c>torch.fft</c>. The one-dimensional <c>torch.fft.fft</c> is called <c>Fft1</c>, since C# lets no member have the name of its class.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/fft.html"/>
public static partial class Fft;
