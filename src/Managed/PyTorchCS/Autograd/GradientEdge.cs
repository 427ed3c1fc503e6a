using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>The place in the graph where the gradient with respect to one tensor arrives.</summary>
/// <remarks>
/// It stands for the tensor in <c>Autograd.Grad</c> and <c>Autograd.Backward</c> and keeps the graph behind it, but not the tensor's elements.
/// A tensor converts to its edge.
/// </remarks>
/// <param name="Node">The node that receives the gradient.</param>
/// <param name="OutputNr">Which of the node's gradients it is.</param>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.graph.GradientEdge.html"/>
public readonly record struct GradientEdge(Node Node, long OutputNr)
{
    /// <summary>The edge of a tensor.</summary>
    /// <exception cref="ArgumentException">The tensor does not require gradients.</exception>
    public static implicit operator GradientEdge(Tensor tensor) => FromTensor(tensor);

    /// <summary>The edge of a tensor.</summary>
    /// <exception cref="ArgumentException">The tensor does not require gradients.</exception>
    public static unsafe GradientEdge FromTensor(Tensor tensor)
    {
        using var operand = Operand.Of(tensor, nameof(tensor));
        nint node;
        long outputNr;
        Errors.Check(Native.NodeEdgeOf(&node, &outputNr, operand.Handle), "get_gradient_edge");
        return Node.Adopt(node) is { } found
            ? new GradientEdge(found, outputNr)
            : throw new ArgumentException("get_gradient_edge: a tensor that does not require gradients has no gradient edge", nameof(tensor));
    }
}
