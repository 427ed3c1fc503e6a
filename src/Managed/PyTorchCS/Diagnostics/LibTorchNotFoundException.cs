namespace PyTorchCS;

/// <summary>LibTorch or the shim could not be loaded: which file, where it was looked for, what the loader said and what to do.</summary>
/// <remarks>Nothing is left half loaded: once the cause is mended, the next call tries again in the same process.</remarks>
public sealed class LibTorchNotFoundException : DllNotFoundException
{
    internal LibTorchNotFoundException(string message)
        : base(message)
    {
    }
}
