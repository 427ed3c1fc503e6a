using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

/// <summary>
/// References of its own to a list of tensors, with their addresses side by side: what is lent to one native call after another costs
/// neither a use nor a copy a call, as <see cref="OperandList"/> would.
/// </summary>
/// <remarks>Whoever passes <see cref="Span"/> to native code keeps this object alive to the end of the call.</remarks>
internal sealed unsafe class HeldTensors : SafeHandle
{
    private readonly int _count;

    private HeldTensors(OperandList tensors)
        : base(0, ownsHandle: true)
    {
        _count = tensors.Length;
        var impls = (nint*)NativeMemory.Alloc((nuint)Math.Max(_count, 1), (nuint)sizeof(nint));
        SetHandle((nint)impls);
        fixed (nint* lent = tensors)
        {
            for (var i = 0; i < _count; i++)
            {
                Native.IncrefTensor(lent[i]);
                impls[i] = lent[i];
            }
        }
    }

    public override bool IsInvalid => handle == 0;

    internal NativeSpan Span => new((void*)handle, _count);

    internal static HeldTensors Of(ReadOnlySpan<Tensor> tensors)
    {
        using var operands = OperandList.Of(tensors, nameof(tensors));
        return new HeldTensors(operands);
    }

    /// <summary>Whether each of these tensors still stands for what is held here: none is disposed or stands for another one.</summary>
    internal bool AreOf(ReadOnlySpan<Tensor> tensors)
    {
        var impls = new ReadOnlySpan<nint>((void*)handle, _count);
        if (impls.Length != tensors.Length)
        {
            return false;
        }
        for (var i = 0; i < impls.Length; i++)
        {
            if (!tensors[i].StandsFor(impls[i]))
            {
                return false;
            }
        }
        return true;
    }

    protected override bool ReleaseHandle()
    {
        Native.FreeTensors((nint*)handle, _count);
        NativeMemory.Free((void*)handle);
        return true;
    }
}
