namespace PyTorchCS.Interop;

/// <summary>A tensor lent to a native call: it is not freed before this is disposed.</summary>
internal readonly ref struct Operand : IDisposable
{
    private readonly TensorHandle? _handle;

    private Operand(TensorHandle? handle) => _handle = handle;

    internal nint Handle => _handle is null ? 0 : _handle.Impl;

    internal static Operand Of(Tensor tensor, string name)
    {
        if (tensor is null)
        {
            throw new ArgumentNullException(name);
        }
        return new Operand(tensor.Acquire());
    }

    internal static Operand OfOptional(Tensor? tensor) => new(tensor?.Acquire());

    public void Dispose() => _handle?.Release();
}
