namespace PyTorchCS.Interop;

/// <summary>A generator lent to a native call.</summary>
internal readonly ref struct GeneratorOperand : IDisposable
{
    private readonly GeneratorHandle? _handle;

    private GeneratorOperand(GeneratorHandle? handle) => _handle = handle;

    internal nint Handle => _handle?.DangerousGetHandle() ?? 0;

    internal static GeneratorOperand OfOptional(Generator? generator)
    {
        if (generator is null)
        {
            return default;
        }
        ObjectDisposedException.ThrowIf(generator.Handle.IsClosed, generator);
        var taken = false;
        generator.Handle.DangerousAddRef(ref taken);
        return new GeneratorOperand(generator.Handle);
    }

    public void Dispose() => _handle?.DangerousRelease();
}
