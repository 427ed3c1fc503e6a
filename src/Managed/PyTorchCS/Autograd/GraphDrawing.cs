namespace PyTorchCS;

/// <summary>A picture of a graph, in the direction of the forward pass.</summary>
public sealed class GraphDrawing
{
    private readonly GraphPicture _picture;

    internal GraphDrawing(GraphPicture picture) => _picture = picture;

    /// <summary>The text that Graphviz' <c>dot</c> draws.</summary>
    public string ToDot() => DotWriter.Write(_picture);

    /// <summary>The picture itself, drawn without any other program.</summary>
    public string ToSvg() => SvgWriter.Write(_picture);

    /// <summary>Writes the picture to a file: as SVG where its name ends in <c>.svg</c>, as text for Graphviz where it ends in <c>.dot</c> or <c>.gv</c>.</summary>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        File.WriteAllText(path, Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".svg" => ToSvg(),
            ".dot" or ".gv" => ToDot(),
            _ => throw new ArgumentException($"draw: '{path}' ends in none of .svg, .dot and .gv, and other kinds of pictures are not written", nameof(path)),
        });
    }

    /// <summary>The text for Graphviz.</summary>
    public override string ToString() => ToDot();
}
