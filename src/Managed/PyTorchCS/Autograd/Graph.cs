using PyTorchCS.Interop;

namespace PyTorchCS;

public static partial class Graph
{
    /// <summary>The place in the graph where the gradient with respect to a tensor arrives.</summary>
    /// <exception cref="ArgumentException">The tensor does not require gradients.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#torch.autograd.graph.get_gradient_edge"/>
    public static GradientEdge GetGradientEdge(Tensor tensor) => GradientEdge.FromTensor(tensor);

    /// <summary>Counts a change of a tensor's elements that the library did not see, such as one through a pointer.</summary>
    /// <remarks>A backward pass that needs the earlier elements then fails, instead of giving wrong numbers.</remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#torch.autograd.graph.increment_version"/>
    public static void IncrementVersion(params ReadOnlySpan<Tensor> tensor)
    {
        foreach (var one in tensor)
        {
            one.BumpVersion();
        }
    }

    /// <summary>Runs a hook when a pass has computed the gradients with respect to several tensors.</summary>
    /// <param name="tensors">The tensors, all of which require gradients.</param>
    /// <param name="fn">
    /// Receives an array with one entry a tensor: its gradient, or null where the pass computes none. With
    /// <see cref="MultiGradHookMode.Any"/> only the first gradient is there.
    /// </param>
    /// <param name="mode">Whether to wait for all gradients that the pass computes, or to run with the first.</param>
    /// <returns>A handle whose <c>Dispose</c> removes the hook.</returns>
    /// <remarks>It runs at most once a pass. See <see cref="Tensor.RegisterHook(Action{Tensor})"/> for threads, exceptions and lifetimes.</remarks>
    /// <exception cref="ArgumentException">There is no tensor, or one does not require gradients.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#torch.autograd.graph.register_multi_grad_hook"/>
    // Differs from PyTorch: in the mode "any" the hook receives an array as well, so that it learns which tensor it was.
    public static IDisposable RegisterMultiGradHook(ReadOnlySpan<Tensor> tensors, Action<Tensor?[]> fn, MultiGradHookMode mode = MultiGradHookMode.All)
    {
        ArgumentNullException.ThrowIfNull(fn);
        if (tensors.IsEmpty)
        {
            throw new ArgumentException("register_multi_grad_hook: there is no tensor", nameof(tensors));
        }
        foreach (var tensor in tensors)
        {
            ArgumentNullException.ThrowIfNull(tensor, nameof(tensors));
            if (!tensor.RequiresGrad)
            {
                throw new ArgumentException($"register_multi_grad_hook: a tensor does not require gradients [{tensor.Describe()}]", nameof(tensors));
            }
        }
        return new MultiGradHook(tensors, fn, mode);
    }

    /// <summary>Sets whether a gradient that arrives on another stream than the one that its leaf was made on gives a warning.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#torch.autograd.graph.set_warn_on_accumulate_grad_stream_mismatch"/>
    public static void SetWarnOnAccumulateGradStreamMismatch(bool enabled) => Native.SetStreamMismatchWarning(enabled);
}
