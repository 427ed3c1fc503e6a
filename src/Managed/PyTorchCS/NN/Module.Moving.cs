namespace PyTorchCS.NN;

public abstract partial class Module
{
    /// <summary>Moves every parameter, gradient and buffer; each stays the same object.</summary>
    /// <param name="device">Where to, or null to stay.</param>
    /// <param name="dtype">The new type of floating-point tensors, or null to keep it.</param>
    /// <param name="withComplex">Whether complex tensors change their type too.</param>
    /// <param name="nonBlocking">Whether a copy from pinned memory may run in the background.</param>
    internal void Move(Device? device, DType? dtype, bool withComplex, bool nonBlocking)
    {
        if (dtype is { } wanted && !wanted.IsFloatingPoint && !wanted.IsComplex)
        {
            throw new ArgumentException($"{ReprName()}.To: a module takes floating-point or complex types, not {wanted.ToString().ToLowerInvariant()}.", nameof(dtype));
        }

        using (TensorScope.Suspend())
        using (Torch.NoGrad())
        {
            foreach (Parameter parameter in Parameters())
            {
                // Converting may fail; nothing has been taken from the parameter by then.
                using Tensor? grad = parameter.Grad;
                Tensor? data = Converted(parameter, device, dtype, withComplex, nonBlocking);
                Tensor? gradData = grad is null ? null : Converted(grad, device, dtype, withComplex, nonBlocking);
                parameter.Grad = null;
                Assign(parameter, data);
                if (grad is not null)
                {
                    Assign(grad, gradData);
                    parameter.Grad = grad;
                }
            }

            foreach (Tensor buffer in Buffers())
            {
                Assign(buffer, Converted(buffer, device, dtype, withComplex, nonBlocking));
            }

            foreach (Module module in Modules())
            {
                module.AfterMove();
            }
        }
    }

    /// <summary>Called on every module when all tensors have moved.</summary>
    private protected virtual void AfterMove()
    {
    }

    /// <summary>The tensor's elements where and as they are wanted, or null where they are so already.</summary>
    private static Tensor? Converted(Tensor tensor, Device? device, DType? dtype, bool withComplex, bool nonBlocking)
    {
        DType? target = tensor.DType.IsFloatingPoint || (withComplex && tensor.DType.IsComplex) ? dtype : null;
        bool stays = (device is null || device == tensor.Device) && (target is null || target == tensor.DType);
        return stays ? null : tensor.Detach().To(device, target, nonBlocking);
    }

    private static void Assign(Tensor tensor, Tensor? data)
    {
        if (data is null)
        {
            return;
        }

        bool requiresGrad = tensor.RequiresGrad;
        tensor.SetData(data);
        if (tensor.RequiresGrad != requiresGrad)
        {
            tensor.RequiresGrad = requiresGrad;
        }
    }

    internal void SetRequiresGrad(bool requiresGrad)
    {
        foreach (Parameter parameter in Parameters())
        {
            parameter.RequiresGrad = requiresGrad;
        }
    }

    internal void ApplyToAll(Action<Module> action)
    {
        RequireStack();
        foreach (Module child in Children())
        {
            child.ApplyToAll(action);
        }

        action(this);
    }
}
