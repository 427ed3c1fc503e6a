namespace PyTorchCS;

/// <summary>The autograd graph: <c>torch.autograd.graph</c>.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#autograd-graph"/>
public static partial class Graph
{
    /// <summary>Until the guard is disposed, what this thread's operations save for the backward pass goes through a pair of hooks.</summary>
    /// <param name="packHook">Receives each tensor when it is saved and returns what to keep in its place: a file name, a copy on another device.</param>
    /// <param name="unpackHook">Receives what was kept when the backward pass needs the tensor, and returns the tensor, with the same values.</param>
    /// <typeparam name="T">What is kept.</typeparam>
    /// <remarks>
    /// The inner one of two pairs is used. Nothing is recorded while <paramref name="packHook"/> runs, and what it makes belongs to no
    /// <see cref="Torch.Scope"/>. What a hook throws, the operation or the backward pass throws. What is kept lives as long as the graph. The hooks
    /// belong to the thread; on devices whose backward pass has a thread of its own, what that saves with <c>createGraph</c> passes none.
    /// </remarks>
    /// <exception cref="InvalidOperationException">Hooks are disabled, see <see cref="DisableSavedTensorsHooks"/>.</exception>
    /// <exception cref="TorchException">From an operation: <paramref name="packHook"/> has changed its tensor in place.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#torch.autograd.graph.saved_tensors_hooks"/>
    // Differs from PyTorch: the tensor comes without its history, which the backward pass has anyway.
    public static SavedTensorsGuard SavedTensorsHooks<T>(Func<Tensor, T> packHook, Func<T, Tensor> unpackHook)
    {
        ArgumentNullException.ThrowIfNull(packHook);
        ArgumentNullException.ThrowIfNull(unpackHook);
        return new SavedTensorsGuard(new SavedTensorsHooks(tensor => packHook(tensor)!, kept => unpackHook((T)kept)));
    }

    /// <summary>Until the guard is disposed, what this thread's operations save for the backward pass is kept on the processor.</summary>
    /// <param name="pinMemory">Whether to keep it in memory that copies faster; without effect where there is no CUDA device.</param>
    /// <param name="deviceType">The kind of device to pin memory for.</param>
    /// <remarks>Saves memory of the device for the time of two copies. A tensor that is on the processor is kept as it is.</remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#torch.autograd.graph.save_on_cpu"/>
    public static SavedTensorsGuard SaveOnCpu(bool pinMemory = false, DeviceType deviceType = DeviceType.Cuda)
    {
        var pins = pinMemory && deviceType == DeviceType.Cuda && Torch.CudaIsAvailable;
        return SavedTensorsHooks(Pack, Unpack);

        (Device Device, Tensor Tensor) Pack(Tensor tensor)
        {
            if (!pins || tensor.Layout != Layout.Strided)
            {
                return (tensor.Device, tensor.Cpu());
            }
            var pinned = Torch.Empty(tensor.Shape, dtype: tensor.DType, device: Device.Cpu, pinMemory: true);
            return (tensor.Device, pinned.Copy_(tensor));
        }

        Tensor Unpack((Device Device, Tensor Tensor) kept) => kept.Tensor.To(kept.Device, nonBlocking: pins);
    }

    /// <summary>Until the guard is disposed, hooks on saved tensors are an error on this thread.</summary>
    /// <param name="errorMessage">The message of the error.</param>
    /// <exception cref="InvalidOperationException">There are hooks already; it carries <paramref name="errorMessage"/>, too.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#torch.autograd.graph.disable_saved_tensors_hooks"/>
    public static SavedTensorsGuard DisableSavedTensorsHooks(string errorMessage)
    {
        ArgumentNullException.ThrowIfNull(errorMessage);
        return new SavedTensorsGuard(errorMessage);
    }

    /// <summary>Until the guard is disposed, tensors that this thread's operations save may be changed in place: gradients are those of the values before.</summary>
    /// <remarks>Every tensor is copied when it is saved.</remarks>
    /// <exception cref="InvalidOperationException">Hooks on saved tensors are disabled.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html#torch.autograd.graph.allow_mutation_on_saved_tensors"/>
    // Differs from PyTorch: copies all that is saved, where PyTorch sees each change coming and copies then.
    public static SavedTensorsGuard AllowMutationOnSavedTensors() => SavedTensorsHooks(tensor => tensor.Clone(), copy => copy);
}
