namespace PyTorchCS;

/// <summary>Where a thread makes tensors that are given no device; null for the processor.</summary>
internal static class DefaultDevice
{
    [ThreadStatic] private static Device? t_current;

    internal static Device? Current
    {
        get => t_current;
        set => t_current = value;
    }
}
