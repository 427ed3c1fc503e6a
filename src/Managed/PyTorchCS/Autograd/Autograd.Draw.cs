namespace PyTorchCS;

public static partial class Autograd
{
    /// <summary>The graph behind a tensor as a picture: operations with the shapes of their results, leaves with theirs.</summary>
    /// <param name="output">The tensor, usually a loss.</param>
    /// <returns>The picture, as the text of Graphviz and as SVG.</returns>
    /// <exception cref="ArgumentException">The tensor has no history.</exception>
    public static GraphDrawing Draw(Tensor output) => Draw(output, Array.Empty<(string, Tensor)>());

    /// <summary>The graph behind a tensor as a picture, with names for its leaves.</summary>
    /// <param name="output">The tensor, usually a loss.</param>
    /// <param name="names">The names of leaves, such as the <c>NamedParameters()</c> of a module.</param>
    /// <returns>The picture, as the text of Graphviz and as SVG.</returns>
    /// <exception cref="ArgumentException">The tensor has no history.</exception>
    public static GraphDrawing Draw<T>(Tensor output, IEnumerable<(string Name, T Tensor)> names)
        where T : Tensor
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(names);
        return new GraphDrawing(GraphPicture.Of(output, names.Select(named => (named.Name, (Tensor)named.Tensor))));
    }
}
