using PyTorchCS.Interop;

namespace PyTorchCS;

public static unsafe partial class Autograd
{
    /// <summary>Computes the gradients from edges of the graph to the leaves, and adds them to their <c>Grad</c>.</summary>
    /// <param name="tensors">Where the pass starts; a tensor converts to its edge.</param>
    /// <param name="gradTensors">The gradient at each of them; none are needed where it has one element.</param>
    /// <param name="retainGraph">Keeps the graph for another pass; by default as <paramref name="createGraph"/>.</param>
    /// <param name="createGraph">Records the backward pass itself, for higher derivatives.</param>
    /// <param name="inputs">Only the leaves at these edges receive gradients; by default all do.</param>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.backward.html"/>
    public static void Backward(
        ReadOnlySpan<GradientEdge> tensors,
        ReadOnlySpan<Tensor?> gradTensors = default,
        bool? retainGraph = null,
        bool createGraph = false,
        ReadOnlySpan<GradientEdge> inputs = default)
    {
        RequireInputs(inputs);
        Run(tensors, gradTensors, retainGraph ?? createGraph, createGraph, accumulate: true, inputs, "backward");
    }

    /// <summary>The gradients from edges of the graph to other edges, without touching anybody's <c>Grad</c>.</summary>
    /// <param name="outputs">Where the pass starts; a tensor converts to its edge.</param>
    /// <param name="inputs">Where the gradients are taken; a tensor converts to its edge.</param>
    /// <param name="gradOutputs">The gradient at each start; none are needed where it has one element.</param>
    /// <param name="retainGraph">Keeps the graph for another pass; by default as <paramref name="createGraph"/>.</param>
    /// <param name="createGraph">Records the backward pass itself, for higher derivatives.</param>
    /// <param name="allowUnused">Whether an input that no output depends on gives null, instead of an error.</param>
    /// <returns>One gradient for each input; entries are null only where <paramref name="allowUnused"/> allows it.</returns>
    /// <exception cref="ArgumentException">There is no input, or no output depends on one and that is not allowed.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.grad.html"/>
    public static Tensor[] Grad(
        ReadOnlySpan<GradientEdge> outputs,
        ReadOnlySpan<GradientEdge> inputs,
        ReadOnlySpan<Tensor?> gradOutputs = default,
        bool? retainGraph = null,
        bool createGraph = false,
        bool? allowUnused = null)
    {
        if (inputs.IsEmpty)
        {
            throw new ArgumentException("grad: there is no input", nameof(inputs));
        }
        var gradients = Run(outputs, gradOutputs, retainGraph ?? createGraph, createGraph, accumulate: false, inputs, "grad");
        for (var i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is null && allowUnused != true)
            {
                throw new ArgumentException($"grad: no output depends on input {i} ({inputs[i].Node}); allowUnused: true gives null for it", nameof(inputs));
            }
        }
        return gradients;
    }

    /// <summary>Runs a pass between edges.</summary>
    internal static Tensor[] Run(
        ReadOnlySpan<GradientEdge> roots,
        ReadOnlySpan<Tensor?> gradients,
        bool retainGraph,
        bool createGraph,
        bool accumulate,
        ReadOnlySpan<GradientEdge> inputs,
        string operation)
    {
        RequireGradients(gradients.Length, roots.Length, operation);
        var (rootNodes, rootNrs) = Split(roots);
        var (inputNodes, inputNrs) = Split(inputs);
        using var ofGradients = OperandList.OfOptional(gradients);
        TensorArray result;
        fixed (nint* root = rootNodes, input = inputNodes)
        fixed (long* rootNr = rootNrs, inputNr = inputNrs)
        fixed (nint* gradient = ofGradients)
        {
            Errors.Check(
                Native.RunEngine(
                    &result,
                    new NativeSpan(root, rootNodes.Length),
                    new NativeSpan(rootNr, rootNrs.Length),
                    new NativeSpan(gradient, ofGradients.Length),
                    retainGraph,
                    createGraph,
                    accumulate,
                    new NativeSpan(input, inputNodes.Length),
                    new NativeSpan(inputNr, inputNrs.Length)),
                operation);
        }
        KeepAlive(roots);
        KeepAlive(inputs);
        return result.Adopt();
    }

    internal static (nint[] Nodes, long[] InputNrs) Split(ReadOnlySpan<GradientEdge> edges)
    {
        var nodes = new nint[edges.Length];
        var inputNrs = new long[edges.Length];
        for (var i = 0; i < edges.Length; i++)
        {
            nodes[i] = (edges[i].Node ?? throw new ArgumentException("a gradient edge has no node")).Handle;
            inputNrs[i] = edges[i].OutputNr;
        }
        return (nodes, inputNrs);
    }

    /// <summary>The native nodes must outlive the call that was given their addresses.</summary>
    internal static void KeepAlive(ReadOnlySpan<GradientEdge> edges)
    {
        foreach (var edge in edges)
        {
            GC.KeepAlive(edge.Node);
        }
    }
}
