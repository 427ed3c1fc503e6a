using PyTorchCS.Interop;

namespace PyTorchCS;

public partial class Tensor
{
    /// <summary>Lets this object stand for another native tensor; gives what <see cref="EndSubstitution"/> wants back.</summary>
    /// <exception cref="ObjectDisposedException">One of the two is disposed.</exception>
    internal TensorHandle Substitute(Tensor substitute)
    {
        var handle = TensorHandle.Own(substitute.Share(), this, ThreadContext.Current);
        var original = Interlocked.Exchange(ref _handle, handle);
        if (original is null)
        {
            Dispose();
            throw Disposed();
        }
        return original;
    }

    /// <summary>Lets this object stand for its own native tensor again.</summary>
    internal void EndSubstitution(TensorHandle original)
    {
        Interlocked.Exchange(ref _handle, original)?.Disown();
        GC.KeepAlive(this);
    }
}
