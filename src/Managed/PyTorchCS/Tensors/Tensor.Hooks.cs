using PyTorchCS.Interop;

namespace PyTorchCS;

public unsafe partial class Tensor
{
    /// <summary>Runs <paramref name="hook"/> whenever the gradient with respect to this tensor has been computed.</summary>
    /// <param name="hook">Receives the gradient; it observes and must not change it in place.</param>
    /// <returns>A handle whose <c>Dispose</c> removes the hook; it does so also while the hook runs.</returns>
    /// <remarks>
    /// Hooks run in the order of their registration, before the gradient is added to <see cref="Grad"/> or passed on, and possibly on a thread of
    /// LibTorch. They may call into the library. What one throws, <see cref="Backward"/> throws.
    /// A hook lives as long as its tensor or the graph behind it, and keeps alive what it refers to: one that refers to its own tensor
    /// keeps both until it is removed.
    /// </remarks>
    /// <exception cref="TorchException">The tensor does not require gradients.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.register_hook.html"/>
    // Differs from PyTorch: it is not called where a backward form gives no gradient.
    public IDisposable RegisterHook(Action<Tensor> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return AddHook(new GradientHooks(), hook, "register_hook");
    }

    /// <summary>Lets <paramref name="hook"/> replace the gradient with respect to this tensor whenever it has been computed.</summary>
    /// <param name="hook">Receives the gradient and returns the one to use, of the same shape, dtype and device, or null to keep it.</param>
    /// <inheritdoc cref="RegisterHook(Action{Tensor})"/>
    public IDisposable RegisterHook(Func<Tensor, Tensor?> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return AddHook(new GradientHooks(), hook, "register_hook");
    }

    /// <summary>Runs <paramref name="hook"/> whenever a backward pass has added to the <see cref="Grad"/> of this leaf.</summary>
    /// <param name="hook">Receives this tensor: the same object, as long as it is alive.</param>
    /// <returns>A handle whose <c>Dispose</c> removes the hook; it does so also while the hook runs.</returns>
    /// <remarks>It may use <see cref="Grad"/> and drop it, as to update a parameter in the midst of a backward pass. See <see cref="RegisterHook(Action{Tensor})"/> for threads, exceptions and lifetimes.</remarks>
    /// <exception cref="TorchException">The tensor does not require gradients, or is no leaf.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.register_post_accumulate_grad_hook.html"/>
    public IDisposable RegisterPostAccumulateGradHook(Action<Tensor> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return AddHook(new AccumulationHooks(), hook, "register_post_accumulate_grad_hook");
    }

    /// <summary>Tells what arrives here in each backward pass that comes by.</summary>
    internal IDisposable RegisterArrival(GradientArrival hook) => AddHook(new GradientHooks(), hook, "register_multi_grad_hook");

    /// <summary>Adds a hook to those that the tensor has; <paramref name="hooks"/> are taken where it has none of their kind.</summary>
    private IDisposable AddHook(TensorHooks hooks, Delegate hook, string operation)
    {
        using var self = Operand.Of(this, "self");
        var offered = ManagedCallbacks.Hold(hooks);
        nint list = 0;
        try
        {
            var error = hooks is GradientHooks ? Native.GradientHooks(&list, self.Handle, offered) : Native.AccumulationHooks(&list, self.Handle, offered);
            if (error is not null)
            {
                throw Errors.Raise(error, operation, "self", [this]);
            }
            return ManagedCallbacks.Target<TensorHooks>(list).Add(hook, this);
        }
        finally
        {
            if (list != offered)
            {
                ManagedCallbacks.Drop(offered);
            }
            GC.KeepAlive(this);
        }
    }

    /// <summary>Another reference to the native tensor, for a native caller.</summary>
    internal nint Share()
    {
        using var self = Operand.Of(this, "self");
        Native.IncrefTensor(self.Handle);
        return self.Handle;
    }

    /// <summary>Whether this is the tensor at <paramref name="impl"/>, to which the caller holds a reference; never true once it is disposed.</summary>
    internal bool StandsFor(nint impl) => Volatile.Read(ref _handle) is { } handle && handle.Impl == impl;
}
