using System.Diagnostics;
using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>A tensor: elements of one dtype in any number of dimensions, on one device, with automatic differentiation.</summary>
/// <remarks>
/// A tensor needs no care: what nobody refers to any more is freed. <see cref="Dispose"/> and <see cref="Torch.Scope"/> free sooner.
/// It may be used from several threads at once where no call changes it.
/// </remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/tensors.html"/>
[DebuggerDisplay("{DebuggerDisplay,nq}")]
public partial class Tensor : IDisposable
{
    private TensorHandle? _handle;

    /// <summary>Takes over the reference of another tensor, which counts as disposed from then on.</summary>
    private protected Tensor(Tensor source) => _handle = TakeOver(source);

    private Tensor(nint impl)
    {
        var thread = ThreadContext.Current;
        _handle = TensorHandle.Own(impl, this, thread);
        thread.Scope?.Add(this);
    }

    /// <summary>True after <see cref="Dispose"/>, or after the end of the scope that held this tensor.</summary>
    public bool IsDisposed => Volatile.Read(ref _handle) is null;

    private string DebuggerDisplay => IsDisposed ? "disposed" : Describe();

    /// <summary>Drops this reference. What autograd, views or other tensors need stays alive; a second call does nothing.</summary>
#pragma warning disable CA1816 // A tensor has no finalizer.
    public void Dispose()
#pragma warning restore CA1816
    {
        LetGo()?.Disown();
        // Until the handle is released, the tensor must not look dropped.
        GC.KeepAlive(this);
    }

    /// <summary>Takes over a reference that a native call gave; an undefined tensor becomes null.</summary>
    internal static Tensor Adopt(nint impl) => impl == 0 ? null! : new Tensor(impl);

    /// <summary>Takes a use of the handle, which the caller releases.</summary>
    /// <exception cref="ObjectDisposedException">The tensor is disposed.</exception>
    internal TensorHandle Acquire()
    {
        while (true)
        {
            var handle = Volatile.Read(ref _handle) ?? throw Disposed();
            if (handle.TryAcquire())
            {
                // The handle may have been freed and given to another tensor between the two reads.
                if (ReferenceEquals(Volatile.Read(ref _handle), handle))
                {
                    return handle;
                }
                handle.Release();
            }
        }
    }

    /// <summary>Lets the tensor count as disposed and gives its handle, which the caller releases while the tensor is reachable.</summary>
    internal TensorHandle? LetGo() => Interlocked.Exchange(ref _handle, null);

    private TensorHandle TakeOver(Tensor source)
    {
        var handle = source.LetGo() ?? throw source.Disposed();
        handle.Move(this);
        GC.KeepAlive(source);
        return handle;
    }

    private ObjectDisposedException Disposed() =>
        new(GetType().Name, "the tensor is disposed: Dispose was called, or the Torch.Scope() in which it was made has ended (scope.Keep hands a tensor to the outer scope)");
}
