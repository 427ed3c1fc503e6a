using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>A tensor that a module learns: declared as a member of a <c>Module</c> it is registered, and no scope ever frees it.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.parameter.Parameter.html"/>
public sealed class Parameter : Tensor
{
    /// <summary>Makes a parameter of a tensor's elements, without its history. The two share memory.</summary>
    /// <exception cref="TorchException">The dtype is neither floating-point nor complex, and gradients are required.</exception>
    public Parameter(Tensor data, bool requiresGrad = true)
        : base(Detached(data))
    {
        if (requiresGrad)
        {
            RequiresGrad = true;
        }
    }

    /// <summary>The text that PyTorch prints: <c>Parameter containing:</c> and the tensor.</summary>
    public override string ToString() => "Parameter containing:\n" + base.ToString();

    private static Tensor Detached(Tensor data)
    {
        ArgumentNullException.ThrowIfNull(data);
        using (TensorScope.Suspend())
        {
            return Ops.Detach(data);
        }
    }
}
