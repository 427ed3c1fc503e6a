using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>A node of the autograd graph: the backward form of one operation.</summary>
/// <remarks>It keeps its part of the graph alive while it is referred to.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.graph.Node.html"/>
public sealed unsafe class Node : IEquatable<Node>
{
    private readonly nint _node;

    private Node(nint node) => _node = node;

    /// <summary>Drops the native node.</summary>
    ~Node() => Native.FreeNode(_node);

    /// <summary>LibTorch's name of the backward operation, such as <c>AddBackward0</c>.</summary>
    public string Name
    {
        get
        {
            NativeText text;
            Errors.Check(Native.NodeName(&text, _node), "Node.Name");
            GC.KeepAlive(this);
            return text.Take();
        }
    }

    /// <summary>The nodes to which this one passes gradients, with the place among their inputs; null where none are needed.</summary>
    public IReadOnlyList<(Node? Node, long InputNr)> NextFunctions
    {
        get
        {
            var count = Native.NodeNextCount(_node);
            var edges = new List<(Node?, long)>();
            for (var i = 0; i < count; i++)
            {
                nint next;
                long inputNr;
                Errors.Check(Native.NodeNext(&next, &inputNr, _node, i), "Node.NextFunctions");
                edges.Add((Adopt(next), inputNr));
            }
            GC.KeepAlive(this);
            return edges;
        }
    }

    /// <inheritdoc/>
    public bool Equals(Node? other) => other is not null && Identity() == other.Identity();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Node);

    /// <inheritdoc/>
    public override int GetHashCode() => Identity().GetHashCode();

    /// <summary>The name in angle brackets, as tensors print it.</summary>
    public override string ToString() => $"<{Name}>";

    internal static Node? Adopt(nint node) => node == 0 ? null : new Node(node);

    private nint Identity()
    {
        var identity = Native.NodeIdentity(_node);
        GC.KeepAlive(this);
        return identity;
    }
}
