using System.Globalization;
using System.Text;

namespace PyTorchCS;

/// <summary>Writes a picture of a graph as text for Graphviz.</summary>
internal static class DotWriter
{
    internal static string Write(GraphPicture picture)
    {
        var text = new StringBuilder("digraph autograd {\n  node [shape=box, style=filled, fontname=\"monospace\", fontsize=10];\n");
        for (var i = 0; i < picture.Boxes.Count; i++)
        {
            var box = picture.Boxes[i];
            text.Append(CultureInfo.InvariantCulture, $"  n{i} [label=\"{string.Join("\\n", box.Lines.Select(Escape))}\", fillcolor=\"{Colour(box.Kind)}\"];\n");
        }
        foreach (var (from, to) in picture.Arrows)
        {
            text.Append(CultureInfo.InvariantCulture, $"  n{from} -> n{to};\n");
        }
        return text.Append("}\n").ToString();
    }

    internal static string Colour(GraphPicture.Kind kind) => kind switch
    {
        GraphPicture.Kind.Leaf => "lightblue",
        GraphPicture.Kind.Output => "palegreen",
        _ => "whitesmoke",
    };

    private static string Escape(string line) => line.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
