using PyTorchCS.Interop;

namespace PyTorchCS;

/// <summary>What is drawn of a graph: boxes with lines of text, and which box leads to which in the forward pass.</summary>
internal sealed class GraphPicture
{
    private readonly List<Box> _boxes = [];
    private readonly List<(int From, int To)> _arrows = [];
    private readonly Dictionary<nint, int> _places = [];
    private readonly Dictionary<nint, string> _names = [];

    // The nodes must outlive the dictionary of their addresses, and no longer: they keep the graph.
    private readonly List<Node> _nodes = [];

    internal enum Kind
    {
        Operation,
        Leaf,
        Output,
    }

    internal IReadOnlyList<Box> Boxes => _boxes;

    internal IReadOnlyList<(int From, int To)> Arrows => _arrows;

    internal static GraphPicture Of(Tensor output, IEnumerable<(string Name, Tensor Tensor)> names)
    {
        var root = output.GradFn ?? throw new ArgumentException($"Draw: the tensor has no history [{output.Describe()}]", nameof(output));
        var picture = new GraphPicture();
        foreach (var (name, tensor) in names)
        {
            using var operand = Operand.Of(tensor, nameof(names));
            picture._names[operand.Handle] = name;
        }
        picture._boxes.Add(new Box(["output", output.Describe()], Kind.Output));
        picture.Follow(root);
        return picture;
    }

    /// <summary>Walks over the graph without recursion, since it may be long.</summary>
    private void Follow(Node root)
    {
        _arrows.Add((Place(root), 0));
        for (var next = 0; next < _nodes.Count; next++)
        {
            // Boxes other than the output stand in the order of the nodes.
            var place = next + 1;
            foreach (var (node, _) in _nodes[next].NextFunctions)
            {
                if (node is not null)
                {
                    _arrows.Add((Place(node), place));
                }
            }
        }
        _nodes.ForEach(node => node.Free());
        _nodes.Clear();
        _places.Clear();
    }

    private int Place(Node node)
    {
        var identity = node.Identity();
        if (_places.TryGetValue(identity, out var place))
        {
            node.Free();
            return place;
        }
        place = _boxes.Count;
        _places[identity] = place;
        _nodes.Add(node);
        _boxes.Add(Describe(node));
        return place;
    }

    private Box Describe(Node node)
    {
        using var leaf = node.Variable;
        if (leaf is null)
        {
            return new Box([node.Name, string.Join(" ", node.OutputShapes().Select(shape => $"[{string.Join(", ", shape)}]"))], Kind.Operation);
        }
        using var operand = Operand.Of(leaf, "leaf");
        return new Box([_names.GetValueOrDefault(operand.Handle, "leaf"), leaf.Describe()], Kind.Leaf);
    }

    internal sealed record Box(string[] Lines, Kind Kind);
}
