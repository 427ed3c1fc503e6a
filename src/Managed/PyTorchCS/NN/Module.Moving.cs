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
                Tensor? grad = parameter.Grad;
                parameter.Grad = null;
                MoveTensor(parameter, device, dtype, withComplex, nonBlocking);
                if (grad is not null)
                {
                    MoveTensor(grad, device, dtype, withComplex, nonBlocking);
                    parameter.Grad = grad;
                }
            }

            foreach (Tensor buffer in Buffers())
            {
                MoveTensor(buffer, device, dtype, withComplex, nonBlocking);
            }
        }
    }

    private static void MoveTensor(Tensor tensor, Device? device, DType? dtype, bool withComplex, bool nonBlocking)
    {
        DType? target = tensor.DType.IsFloatingPoint || (withComplex && tensor.DType.IsComplex) ? dtype : null;
        bool stays = (device is null || device == tensor.Device) && (target is null || target == tensor.DType);
        if (stays)
        {
            return;
        }

        bool requiresGrad = tensor.RequiresGrad;
        tensor.SetData(tensor.Detach().To(device, target, nonBlocking));
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
        foreach (Module child in Children())
        {
            child.ApplyToAll(action);
        }

        action(this);
    }
}
