using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>A node of the autograd graph: the backward form of one operation.</summary>
/// <remarks>It keeps its part of the graph alive while it is referred to.</remarks>
/// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.graph.Node.html"/>
public sealed unsafe class Node : IEquatable<Node>
{
    private nint _node;

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

    /// <summary>What the program notes about this node, for as long as the node exists.</summary>
    /// <remarks>All objects for the same node give the same dictionary. Tensors of the graph in it keep the graph.</remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.graph.Node.metadata.html"/>
    public IDictionary<string, object?> Metadata
    {
        get
        {
            var offered = ManagedCallbacks.Hold(new Dictionary<string, object?>());
            nint dictionary = 0;
            try
            {
                Errors.Check(Native.NodeDictionary(&dictionary, _node, offered), "Node.metadata");
                return ManagedCallbacks.Target<Dictionary<string, object?>>(dictionary);
            }
            finally
            {
                if (dictionary != offered)
                {
                    ManagedCallbacks.Drop(offered);
                }
                GC.KeepAlive(this);
            }
        }
    }

    /// <summary>The leaf whose gradient this node adds up; null for nodes of operations.</summary>
    public Tensor? Variable
    {
        get
        {
            nint tensor;
            Errors.Check(Native.NodeVariable(&tensor, _node), "Node.variable");
            GC.KeepAlive(this);
            return Tensor.Adopt(tensor);
        }
    }

    internal nint Handle => _node;

    /// <summary>Drops the native node now, where nobody else has this object.</summary>
    internal void Free()
    {
        Native.FreeNode(_node);
        _node = 0;
#pragma warning disable CA1816 // This is its Dispose, for those who know that nobody else has it.
        GC.SuppressFinalize(this);
#pragma warning restore CA1816
    }

    /// <summary>Runs <paramref name="fn"/> whenever this node has computed its gradients.</summary>
    /// <param name="fn">
    /// Receives the gradients with respect to the operation's inputs, which the node has computed, and those with respect to its outputs, and returns
    /// what to use in place of the first, or null to keep them. Entries are null where there is no gradient.
    /// </param>
    /// <returns>A handle whose <c>Dispose</c> removes the hook.</returns>
    /// <remarks>The hook lives as long as the node. What it throws, the call that started the pass throws.</remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.graph.Node.register_hook.html"/>
    public IDisposable RegisterHook(Func<Tensor?[], Tensor?[], Tensor?[]?> fn)
    {
        ArgumentNullException.ThrowIfNull(fn);
        return AddHook(isBefore: false, fn);
    }

    /// <summary>Runs <paramref name="fn"/> whenever this node has computed its gradients.</summary>
    /// <param name="fn">Receives the gradients with respect to the operation's inputs, which the node has computed, and those with respect to its outputs.</param>
    /// <inheritdoc cref="RegisterHook(Func{Tensor[], Tensor[], Tensor[]})"/>
    public IDisposable RegisterHook(Action<Tensor?[], Tensor?[]> fn)
    {
        ArgumentNullException.ThrowIfNull(fn);
        return AddHook(isBefore: false, Observe);

        Tensor?[]? Observe(Tensor?[] gradInputs, Tensor?[] gradOutputs)
        {
            fn(gradInputs, gradOutputs);
            return null;
        }
    }

    /// <summary>Runs <paramref name="fn"/> whenever this node is about to compute its gradients.</summary>
    /// <param name="fn">Receives the gradients with respect to the operation's outputs, and returns what to use in their place, or null to keep them.</param>
    /// <returns>A handle whose <c>Dispose</c> removes the hook.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.autograd.graph.Node.register_prehook.html"/>
    public IDisposable RegisterPrehook(Func<Tensor?[], Tensor?[]?> fn)
    {
        ArgumentNullException.ThrowIfNull(fn);
        return AddHook(isBefore: true, (_, gradOutputs) => fn(gradOutputs));
    }

    /// <summary>Runs <paramref name="fn"/> whenever this node is about to compute its gradients.</summary>
    /// <param name="fn">Receives the gradients with respect to the operation's outputs.</param>
    /// <inheritdoc cref="RegisterPrehook(Func{Tensor[], Tensor[]})"/>
    public IDisposable RegisterPrehook(Action<Tensor?[]> fn)
    {
        ArgumentNullException.ThrowIfNull(fn);
        return AddHook(isBefore: true, Observe);

        Tensor?[]? Observe(Tensor?[] unused, Tensor?[] gradOutputs)
        {
            fn(gradOutputs);
            return null;
        }
    }

    /// <summary>Whether both stand for one node: each look at a graph gives new objects.</summary>
    public static bool operator ==(Node? left, Node? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether they stand for two nodes.</summary>
    public static bool operator !=(Node? left, Node? right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(Node? other) => other is not null && Identity() == other.Identity();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Node);

    /// <inheritdoc/>
    public override int GetHashCode() => Identity().GetHashCode();

    /// <summary>The name in angle brackets, as tensors print it.</summary>
    public override string ToString() => $"<{Name}>";

    internal static Node? Adopt(nint node) => node == 0 ? null : new Node(node);

    /// <summary>The shapes that the operation's results had.</summary>
    internal List<long[]> OutputShapes()
    {
        var shapes = new List<long[]>();
        for (var i = 0; i < Native.NodeOutputCount(_node); i++)
        {
            long length;
            var sizes = Native.NodeOutputShape(_node, i, &length);
            shapes.Add(new ReadOnlySpan<long>(sizes, checked((int)length)).ToArray());
        }
        GC.KeepAlive(this);
        return shapes;
    }

    /// <summary>A number that is the same for all objects of one node, while the node exists.</summary>
    internal nint Identity()
    {
        var identity = Native.NodeIdentity(_node);
        GC.KeepAlive(this);
        return identity;
    }

    private IDisposable AddHook(bool isBefore, Func<Tensor?[], Tensor?[], Tensor?[]?> hook)
    {
        var offered = ManagedCallbacks.Hold(new NodeHooks());
        nint list = 0;
        try
        {
            Errors.Check(Native.NodeHooks(&list, _node, isBefore, offered), isBefore ? "Node.register_prehook" : "Node.register_hook");
            return ManagedCallbacks.Target<NodeHooks>(list).Add(hook);
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
}
