using PyTorchCS.Interop;

namespace PyTorchCS;

public unsafe partial class Tensor
{
    /// <summary>The dtype that the gradient of this tensor must have, at first its own; null lets any one in.</summary>
    /// <exception cref="InvalidOperationException">It is set on a tensor that an operation made.</exception>
    /// <exception cref="TorchException">It is set where there is a gradient already.</exception>
    public DType? GradDtype
    {
        get
        {
            using var self = Operand.Of(this, "self");
            Optional<sbyte> dtype;
            Errors.Check(Native.GetGradDtype(&dtype, self.Handle), "grad_dtype");
            return (DType?)dtype.ToNullable();
        }

        set
        {
            if (!IsLeaf)
            {
                throw new InvalidOperationException($"grad_dtype: only a leaf has one of its own, not {Describe()}, which an operation made");
            }
            using var self = Operand.Of(this, "self");
            Errors.Check(Native.SetGradDtype(self.Handle, Optional<sbyte>.Of((sbyte?)value)), "grad_dtype");
        }
    }
}
