using System.Runtime.InteropServices;
using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>A tensor on its way from one library to another, as DLPack hands them over. It owns the tensor until somebody takes it.</summary>
/// <remarks>
/// Inside one process, <see cref="Torch.FromDlpack"/> takes what <see cref="Tensor.ToDlpack"/> gives. For another library the handle is the
/// address of its <c>DLManagedTensor</c>, or <c>DLManagedTensorVersioned</c>: a capsule can be an argument of an import; call
/// <see cref="SafeHandle.SetHandleAsInvalid"/> once the library has taken the tensor over. A tensor of another library is given to an empty
/// capsule by <see cref="Marshal.InitHandle"/>. What nobody takes is given back when the capsule is disposed or collected.
/// </remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/dlpack.html"/>
public sealed class DLPackCapsule : SafeHandle
{
    private int _isTaken;

    /// <summary>An empty capsule for a <c>DLManagedTensor</c>, the form without a version.</summary>
    public DLPackCapsule()
        : this(isVersioned: false)
    {
    }

    /// <summary>An empty capsule.</summary>
    /// <param name="isVersioned">Whether it is for a <c>DLManagedTensorVersioned</c>.</param>
    public DLPackCapsule(bool isVersioned)
        : base(invalidHandleValue: 0, ownsHandle: true) => IsVersioned = isVersioned;

    /// <summary>Whether the handle is that of a <c>DLManagedTensorVersioned</c>: DLPack from 1.0 on.</summary>
    public bool IsVersioned { get; }

    /// <summary>True while the capsule is empty.</summary>
    public override bool IsInvalid => handle == 0;

    internal static unsafe DLPackCapsule Of(Tensor tensor, bool isVersioned)
    {
        var capsule = new DLPackCapsule(isVersioned);
        capsule.Put(tensor);
        return capsule;
    }

    /// <summary>Takes the tensor out; the capsule counts as closed then. Where that fails, or the check throws, it keeps the tensor.</summary>
    internal unsafe Tensor Take(Action<Tensor> check)
    {
        if (IsClosed || Interlocked.Exchange(ref _isTaken, 1) != 0)
        {
            throw new InvalidOperationException("from_dlpack: the capsule is disposed, or its tensor has been taken: one capsule hands one tensor over once");
        }
        var isHeld = false;
        try
        {
            DangerousAddRef(ref isHeld);
            if (IsInvalid)
            {
                throw new InvalidOperationException("from_dlpack: the capsule is empty");
            }
            nint result;
            Errors.Check(Native.ImportDlpack(&result, handle, IsVersioned), "from_dlpack");
            SetHandle(0);
            var tensor = Tensor.Adopt(result);
            try
            {
                check(tensor);
            }
            catch
            {
                using (tensor)
                {
                    Put(tensor);
                }
                throw;
            }
            SetHandleAsInvalid();
            MemoryGovernor.CheckShared();
            return tensor;
        }
        finally
        {
            Volatile.Write(ref _isTaken, 0);
            if (isHeld)
            {
                DangerousRelease();
            }
        }
    }

    private unsafe void Put(Tensor tensor)
    {
        using var self = Operand.Of(tensor, "self");
        nint managed;
        var error = Native.ExportDlpack(&managed, self.Handle, IsVersioned);
        if (error is not null)
        {
            throw Errors.Raise(error, "to_dlpack", "self", [tensor]);
        }
        SetHandle(managed);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Native.FreeDlpack(handle, IsVersioned);
        return true;
    }
}
