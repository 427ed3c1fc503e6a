using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

/// <summary>Owns one reference to a native generator.</summary>
internal sealed class GeneratorHandle : SafeHandle
{
    internal GeneratorHandle(nint impl)
        : base(0, ownsHandle: true) => SetHandle(impl);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Native.FreeGenerator(handle);
        return true;
    }
}
