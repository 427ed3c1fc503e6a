using System.Runtime.InteropServices;

namespace PyTorchCS.Interop;

/// <summary>Edges of the graph that a native call gives: <c>EdgeArray</c> of node.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct EdgeArray
{
    private readonly nint* _nodes;
    private readonly long* _inputNrs;
    private readonly long _length;

    /// <summary>Takes over every node and frees the lists.</summary>
    internal GradientEdge[] Adopt()
    {
        var edges = new GradientEdge[_length];
        for (var i = 0; i < edges.Length; i++)
        {
            edges[i] = new GradientEdge(PyTorchCS.Node.Adopt(_nodes[i])!, _inputNrs[i]);
        }
        Native.FreeMemory(_nodes);
        Native.FreeMemory(_inputNrs);
        return edges;
    }
}
