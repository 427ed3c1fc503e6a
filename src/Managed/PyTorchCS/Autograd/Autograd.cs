using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>PyTorch's <c>torch.autograd</c>: gradients, and what checks, shows and saves on the way to them.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/autograd.html"/>
public static unsafe partial class Autograd
{
    /// <summary>Computes the gradients of tensors with respect to the leaves, and adds them to their <c>Grad</c>.</summary>
    /// <param name="tensors">What is differentiated.</param>
    /// <param name="gradTensors">The gradient with respect to each tensor; none are needed for tensors of one element.</param>
    /// <param name="retainGraph">Keeps the graph for another pass; by default as <paramref name="createGraph"/>.</param>
    /// <param name="createGraph">Records the backward pass itself, for higher derivatives.</param>
    /// <param name="inputs">Only these tensors receive gradients; by default all leaves do.</param>
    /// <exception cref="TorchException">A gradient is missing or has another shape than its tensor, or the graph has been freed.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.backward.html"/>
    public static void Backward(
        ReadOnlySpan<Tensor> tensors,
        ReadOnlySpan<Tensor?> gradTensors = default,
        bool? retainGraph = null,
        bool createGraph = false,
        ReadOnlySpan<Tensor> inputs = default)
    {
        RequireGradients(gradTensors.Length, tensors.Length, "backward");
        RequireInputs(inputs);
        using var ofTensors = OperandList.Of(tensors, nameof(tensors));
        using var ofGradients = OperandList.OfOptional(gradTensors);
        using var ofInputs = OperandList.Of(inputs, nameof(inputs));
        fixed (nint* tensor = ofTensors, gradient = ofGradients, input = ofInputs)
        {
            Errors.Check(
                Native.Backward(
                    new NativeSpan(tensor, ofTensors.Length),
                    new NativeSpan(gradient, ofGradients.Length),
                    Optional<bool>.Of(retainGraph),
                    createGraph,
                    new NativeSpan(input, ofInputs.Length)),
                "backward");
        }
    }

    /// <summary>The gradients of outputs with respect to inputs, without touching anybody's <c>Grad</c>.</summary>
    /// <param name="outputs">What is differentiated.</param>
    /// <param name="inputs">With respect to what.</param>
    /// <param name="gradOutputs">The gradient with respect to each output; none are needed for outputs of one element.</param>
    /// <param name="retainGraph">Keeps the graph for another pass; by default as <paramref name="createGraph"/>.</param>
    /// <param name="createGraph">Records the backward pass itself, for higher derivatives.</param>
    /// <param name="allowUnused">
    /// Whether an input that no output depends on gives null, instead of an error; by default as <paramref name="materializeGrads"/>.
    /// </param>
    /// <param name="isGradsBatched">
    /// Whether the first dimension of each gradient in <paramref name="gradOutputs"/>, and so of each result, counts passes, which one pass inside
    /// <see cref="Func.Vmap(Func{Tensor, Tensor}, long, long, VmapRandomness, long?)"/> does at once.
    /// </param>
    /// <param name="materializeGrads">Gives zeros instead of null for inputs that no output depends on.</param>
    /// <returns>One gradient for each input; entries are null only where <paramref name="allowUnused"/> allows it.</returns>
    /// <exception cref="ArgumentException">There is no input, or <paramref name="materializeGrads"/> is asked for while unused inputs are not allowed.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.grad.html"/>
    // Differs from PyTorch: only_inputs, which does nothing there any more, is left out.
    public static Tensor[] Grad(
        ReadOnlySpan<Tensor> outputs,
        ReadOnlySpan<Tensor> inputs,
        ReadOnlySpan<Tensor?> gradOutputs = default,
        bool? retainGraph = null,
        bool createGraph = false,
        bool? allowUnused = null,
        bool isGradsBatched = false,
        bool materializeGrads = false)
    {
        if (materializeGrads && allowUnused == false)
        {
            throw new ArgumentException("grad: materializeGrads gives zeros for unused inputs, so they must be allowed", nameof(allowUnused));
        }
        var allow = allowUnused ?? materializeGrads;
        RequireGradients(gradOutputs.Length, outputs.Length, "grad");
        var gradients = isGradsBatched
            ? BatchedGrad(outputs, inputs, gradOutputs, retainGraph ?? createGraph, createGraph, allow)
            : Torch.Grad(outputs, inputs, gradOutputs, retainGraph, createGraph, allow)!;
        if (materializeGrads)
        {
            var passes = isGradsBatched ? gradOutputs.ToArray().First(gradient => gradient is not null)!.Shape[0] : -1;
            for (var i = 0; i < gradients.Length; i++)
            {
                gradients[i] ??= passes < 0
                    ? Torch.ZerosLike(inputs[i], requiresGrad: createGraph)
                    : Torch.Zeros([passes, .. inputs[i].Shape], dtype: inputs[i].DType, device: inputs[i].Device, requiresGrad: createGraph);
            }
        }
        return gradients!;
    }

    /// <summary>The gradient of one output with respect to one input.</summary>
    /// <inheritdoc cref="Grad(ReadOnlySpan{Tensor}, ReadOnlySpan{Tensor}, ReadOnlySpan{Tensor}, bool?, bool, bool?, bool, bool)"/>
    public static Tensor Grad(
        Tensor outputs,
        Tensor inputs,
        Tensor? gradOutputs = null,
        bool? retainGraph = null,
        bool createGraph = false,
        bool? allowUnused = null,
        bool isGradsBatched = false,
        bool materializeGrads = false) =>
        Grad([outputs], [inputs], gradOutputs is null ? [] : [gradOutputs], retainGraph, createGraph, allowUnused, isGradsBatched, materializeGrads)[0];

    /// <summary>One pass with gradients that hide the dimension of the passes.</summary>
    private static Tensor?[] BatchedGrad(
        ReadOnlySpan<Tensor> outputs, ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> gradOutputs, bool retainGraph, bool createGraph, bool allowUnused)
    {
        var batches = gradOutputs.ToArray();
        var passes = batches.FirstOrDefault(batch => batch is not null)?.Shape is [var first, ..] ? first : 0;
        if (passes == 0 || batches.Any(batch => batch is not null && (batch.Shape.Length == 0 || batch.Shape[0] != passes)))
        {
            throw new ArgumentException(
                "grad: with isGradsBatched every gradient has a first dimension that counts the passes, the same in all; given are "
                + string.Join(", ", batches.Select(batch => batch?.Describe() ?? "null")),
                nameof(gradOutputs));
        }
        Tensor[] of = [.. outputs];
        Tensor[] to = [.. inputs];
        int[] found = [];
        var given = Enumerable.Range(0, batches.Length).Where(i => batches[i] is not null).ToArray();
        var results = Func.ForBatch(Pass, Array.ConvertAll(given, i => batches[i]!), "grad", keepsGraph: createGraph);
        var gradients = new Tensor?[to.Length];
        for (var i = 0; i < found.Length; i++)
        {
            gradients[found[i]] = results[i];
        }
        return gradients;

        Tensor[] Pass(Tensor[] slices)
        {
            var passed = new Tensor?[batches.Length];
            for (var i = 0; i < given.Length; i++)
            {
                passed[given[i]] = slices[i];
            }
            var parts = Torch.Grad(of, to, passed, retainGraph, createGraph, allowUnused);
            found = [.. Enumerable.Range(0, parts.Length).Where(i => parts[i] is not null)];
            return Array.ConvertAll(found, i => parts[i]!);
        }
    }

    /// <summary>An empty array is likely a mistake: without inputs all leaves receive gradients.</summary>
    internal static void RequireInputs<T>(ReadOnlySpan<T> inputs)
    {
        if (inputs.IsEmpty && !Unsafe.IsNullRef(ref MemoryMarshal.GetReference(inputs)))
        {
            throw new ArgumentException("backward: inputs is empty; leave it out for the gradients of all leaves", nameof(inputs));
        }
    }

    private static void RequireGradients(int count, int outputs, string operation)
    {
        if (count != 0 && count != outputs)
        {
            throw new ArgumentException($"{operation}: there are {count} gradients for {outputs} outputs");
        }
    }
}
