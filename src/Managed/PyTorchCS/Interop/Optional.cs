using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

/// <summary>A value that may be absent, as the border carries it: never "0 means absent".</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Optional<T>(T value, bool hasValue)
    where T : unmanaged
{
    private readonly T _value = value;
    private readonly bool _hasValue = hasValue;

    internal T? ToNullable() => _hasValue ? _value : null;

    internal static Optional<T> Of(T? value) => new(value.GetValueOrDefault(), value.HasValue);
}
