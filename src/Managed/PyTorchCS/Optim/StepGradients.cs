using PyTorchCS.Interop;

namespace PyTorchCS.Optim;

/// <summary>
/// The gradients of a group's parameters while a step runs: read by one native call, and made into tensors only where an update asks for
/// them, which fused kernels do not.
/// </summary>
internal sealed unsafe class StepGradients(int count)
{
    private readonly nint[] _impls = new nint[count];
    private readonly bool[] _alike = new bool[count];
    private readonly ulong[] _places = new ulong[count];
    private readonly Tensor?[] _tensors = new Tensor?[count];

    /// <summary>A number for how each parameter lies in memory, as what type and on which device.</summary>
    internal ReadOnlySpan<ulong> Places => _places;

    /// <summary>The gradient of a parameter, or null; a scope of the caller frees it.</summary>
    internal Tensor? this[int index]
    {
        get
        {
            if (_tensors[index] is null && _impls[index] != 0)
            {
                Native.IncrefTensor(_impls[index]);
                _tensors[index] = Tensor.Adopt(_impls[index]);
            }

            return _tensors[index];
        }
    }

    /// <summary>The address of a gradient, or 0; it holds until <see cref="Release"/>.</summary>
    internal nint Impl(int index) => _impls[index];

    /// <summary>Whether a gradient lies in memory as its parameter does.</summary>
    internal bool IsAlike(int index) => _alike[index];

    /// <summary>Reads the gradients of these parameters.</summary>
    internal void Read(HeldTensors parameters)
    {
        fixed (nint* impls = _impls)
        fixed (bool* alike = _alike)
        fixed (ulong* places = _places)
        {
            Errors.Check(Native.GetGrads(impls, alike, places, parameters.Span), "grad");
        }

        GC.KeepAlive(parameters);
    }

    /// <summary>Lets go of the gradients, which would otherwise stay in memory until the next step.</summary>
    internal void Release()
    {
        Array.Clear(_tensors);
        fixed (nint* impls = _impls)
        {
            Native.FreeTensors(impls, _impls.Length);
        }

        Array.Clear(_impls);
    }
}
