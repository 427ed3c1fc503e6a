using System.Runtime.InteropServices;
using PyTorchCS.Interop;

namespace PyTorchCS;

public static unsafe partial class Torch
{
    /// <summary>Whether operations are recorded for gradients on this thread.</summary>
    public static bool IsGradEnabled => Native.GetGradMode();

    /// <summary>Whether this thread is in inference mode.</summary>
    public static bool IsInferenceModeEnabled => Native.GetInferenceMode();

    /// <summary>Records nothing for gradients on this thread until the guard is disposed.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.no_grad.html"/>
    public static GradGuard NoGrad() => new(false);

    /// <summary>Records for gradients on this thread until the guard is disposed, also within <see cref="NoGrad"/>.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.enable_grad.html"/>
    public static GradGuard EnableGrad() => new(true);

    /// <summary>Switches the recording for gradients on this thread until the guard is disposed.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.grad_mode.set_grad_enabled.html"/>
    public static GradGuard SetGradEnabled(bool mode) => new(mode);

    /// <summary>Like <see cref="NoGrad"/>, and tensors made inside have no version count and can take no part in later recording.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.grad_mode.inference_mode.html"/>
    public static InferenceGuard InferenceMode(bool mode = true) => new(mode);

    /// <summary>
    /// Lets operations of this thread that gain by it, such as matrix products and convolutions, compute in half precision until the guard is
    /// disposed, and those that need the range in float32. The forward pass and the loss belong inside, the backward pass outside.
    /// </summary>
    /// <param name="deviceType">On which kind of device.</param>
    /// <param name="dtype">The half precision: float16 or bfloat16; by default bfloat16 on the processor and float16 on CUDA.</param>
    /// <param name="enabled">False switches autocast off, inside a region where it is on.</param>
    /// <param name="cacheEnabled">Whether weights are cast once for all uses inside; by default as it is now.</param>
    /// <exception cref="ArgumentException"><paramref name="dtype"/> is neither of the two.</exception>
    /// <exception cref="TorchException">Autocast knows no such device.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/amp.html#torch.autocast"/>
    public static AutocastGuard Autocast(DeviceType deviceType, DType? dtype = null, bool enabled = true, bool? cacheEnabled = null)
    {
        // Differs from PyTorch: it warns of another dtype, and switches autocast off.
        if (dtype is { } chosen && chosen != DType.Float16 && chosen != DType.Bfloat16)
        {
            throw new ArgumentException($"autocast: operations are cast to float16 or bfloat16, not to {chosen}", nameof(dtype));
        }
        var current = AutocastState.Of(deviceType);
        return new AutocastGuard(current with { DType = dtype ?? current.DType, Enabled = enabled, CacheEnabled = cacheEnabled ?? current.CacheEnabled });
    }

    /// <summary>Whether autocast is on, on this thread, for this kind of device.</summary>
    /// <exception cref="TorchException">Autocast knows no such device.</exception>
    public static bool IsAutocastEnabled(DeviceType deviceType) => AutocastState.Of(deviceType).Enabled;

    /// <summary>The dtype that autocast casts to, on this thread, on this kind of device.</summary>
    /// <exception cref="TorchException">Autocast knows no such device.</exception>
    public static DType GetAutocastDtype(DeviceType deviceType) => AutocastState.Of(deviceType).DType;

    /// <summary>The gradients of outputs with respect to inputs, without touching anybody's <c>Grad</c>.</summary>
    /// <param name="outputs">What is differentiated.</param>
    /// <param name="inputs">With respect to what.</param>
    /// <param name="gradOutputs">The gradient with respect to each output; none are needed for outputs of one element.</param>
    /// <param name="retainGraph">Keeps the graph for another pass; by default as <paramref name="createGraph"/>.</param>
    /// <param name="createGraph">Records the backward pass itself, for higher derivatives.</param>
    /// <returns>One gradient for each input.</returns>
    /// <exception cref="ArgumentException">There is no input.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.grad.html"/>
    public static Tensor[] Grad(
        ReadOnlySpan<Tensor> outputs,
        ReadOnlySpan<Tensor> inputs,
        ReadOnlySpan<Tensor?> gradOutputs = default,
        bool? retainGraph = null,
        bool createGraph = false) =>
        GradOf(outputs, inputs, gradOutputs, retainGraph, createGraph, allowUnused: false);

    /// <summary>The gradients of outputs with respect to inputs, without touching anybody's <c>Grad</c>.</summary>
    /// <param name="outputs">What is differentiated.</param>
    /// <param name="inputs">With respect to what.</param>
    /// <param name="gradOutputs">The gradient with respect to each output; none are needed for outputs of one element.</param>
    /// <param name="retainGraph">Keeps the graph for another pass; by default as <paramref name="createGraph"/>.</param>
    /// <param name="createGraph">Records the backward pass itself, for higher derivatives.</param>
    /// <param name="allowUnused">Whether an input that no output depends on gives null, instead of an error.</param>
    /// <returns>One gradient, or null, for each input.</returns>
    /// <exception cref="ArgumentException">There is no input.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.grad.html"/>
    public static Tensor?[] Grad(
        ReadOnlySpan<Tensor> outputs,
        ReadOnlySpan<Tensor> inputs,
        // Optional by attribute: PyTorch's order, though the last one, which tells this form from the other, must be given.
        [Optional] ReadOnlySpan<Tensor?> gradOutputs,
        [Optional] bool? retainGraph,
        [Optional] bool createGraph,
        bool allowUnused) =>
        GradOf(outputs, inputs, gradOutputs, retainGraph, createGraph, allowUnused);

    /// <summary>The gradient of one output with respect to one input.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.grad.html"/>
    public static Tensor Grad(Tensor output, Tensor input, Tensor? gradOutput = null, bool? retainGraph = null, bool createGraph = false) =>
        Grad([output], [input], gradOutput is null ? [] : [gradOutput], retainGraph, createGraph)[0];

    private static Tensor[] GradOf(
        ReadOnlySpan<Tensor> outputs,
        ReadOnlySpan<Tensor> inputs,
        ReadOnlySpan<Tensor?> gradOutputs,
        bool? retainGraph,
        bool createGraph,
        bool allowUnused)
    {
        // The engine takes no inputs for a wish to fill the Grad of every leaf.
        if (inputs.IsEmpty)
        {
            throw new ArgumentException("grad: there is no input", nameof(inputs));
        }
        using var ofOutputs = OperandList.Of(outputs, nameof(outputs));
        using var ofInputs = OperandList.Of(inputs, nameof(inputs));
        using var ofGradients = OperandList.OfOptional(gradOutputs);
        fixed (nint* output = ofOutputs, input = ofInputs, gradient = ofGradients)
        {
            TensorArray result;
            Errors.Check(
                Native.Grad(
                    &result,
                    new NativeSpan(output, ofOutputs.Length),
                    new NativeSpan(input, ofInputs.Length),
                    new NativeSpan(gradient, ofGradients.Length),
                    Optional<bool>.Of(retainGraph),
                    createGraph,
                    allowUnused),
                "grad");
            return result.Adopt();
        }
    }
}
