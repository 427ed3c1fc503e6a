using System.Runtime.InteropServices;
using System.Text;

namespace PyTorchCS.Interop;

/// <summary>Keeps a native error alive, since its trace costs milliseconds and is made only when asked for.</summary>
internal sealed unsafe class NativeErrorHandle : SafeHandle
{
    private readonly Lock _gate = new();

    internal NativeErrorHandle(nint error)
        : base(0, ownsHandle: true) => SetHandle(error);

    public override bool IsInvalid => handle == 0;

    internal string ReadTrace()
    {
        // The first call writes the trace into the error, so a second thread has to wait for it.
        lock (_gate)
        {
            byte* text;
            long length;
            Native.ErrorTrace(handle, &text, &length);
            var trace = Encoding.UTF8.GetString(text, checked((int)length));
            GC.KeepAlive(this);
            return trace;
        }
    }

    protected override bool ReleaseHandle()
    {
        Native.FreeError(handle);
        return true;
    }
}
