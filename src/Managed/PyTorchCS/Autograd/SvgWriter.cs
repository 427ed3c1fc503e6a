using System.Globalization;
using System.Security;
using System.Text;

namespace PyTorchCS;

/// <summary>Draws a picture of a graph as SVG.</summary>
internal static class SvgWriter
{
    private const double CharacterWidth = 6.2;
    private const double LineHeight = 13;
    private const double Padding = 8;
    private const double GapAcross = 24;
    private const double GapDown = 36;
    private const double Margin = 16;

    internal static string Write(GraphPicture picture)
    {
        var layout = new GraphLayout(picture);
        var rectangles = Place(picture, layout, out var width, out var height);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:0.#}\" height=\"{height:0.#}\" viewBox=\"0 0 {width:0.#} {height:0.#}\" font-family=\"monospace\" font-size=\"10\">\n");
        text.Append("<defs><marker id=\"a\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>\n");
        foreach (var (from, to) in picture.Arrows)
        {
            Arrow(text, rectangles[from], rectangles[to]);
        }
        for (var i = 0; i < rectangles.Length; i++)
        {
            Box(text, picture.Boxes[i], rectangles[i]);
        }
        return text.Append("</svg>\n").ToString();
    }

    private static Rectangle[] Place(GraphPicture picture, GraphLayout layout, out double width, out double height)
    {
        var sizes = picture.Boxes
            .Select(box => (Width: (box.Lines.Max(line => line.Length) * CharacterWidth) + (2 * Padding), Height: (box.Lines.Length * LineHeight) + (2 * Padding)))
            .ToArray();
        var widths = Array.ConvertAll(layout.Layers, layer => layer.Sum(box => sizes[box].Width) + ((layer.Length - 1) * GapAcross));
        width = widths.Max() + (2 * Margin);
        var rectangles = new Rectangle[sizes.Length];
        var y = Margin;
        for (var i = 0; i < layout.Layers.Length; i++)
        {
            var x = (width - widths[i]) / 2;
            foreach (var box in layout.Layers[i])
            {
                rectangles[box] = new Rectangle(x, y, sizes[box].Width, sizes[box].Height);
                x += sizes[box].Width + GapAcross;
            }
            y += layout.Layers[i].Max(box => sizes[box].Height) + GapDown;
        }
        height = y - GapDown + Margin;
        return rectangles;
    }

    private static void Arrow(StringBuilder text, Rectangle from, Rectangle to)
    {
        var (x1, y1) = (from.X + (from.Width / 2), from.Y + from.Height);
        var (x2, y2) = (to.X + (to.Width / 2), to.Y);
        var bend = (y2 - y1) / 2;
        text.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x1:0.#} {y1:0.#}C{x1:0.#} {y1 + bend:0.#} {x2:0.#} {y2 - bend:0.#} {x2:0.#} {y2:0.#}\" fill=\"none\" stroke=\"#555\" marker-end=\"url(#a)\"/>\n");
    }

    private static void Box(StringBuilder text, GraphPicture.Box box, Rectangle place)
    {
        text.Append(CultureInfo.InvariantCulture, $"<rect x=\"{place.X:0.#}\" y=\"{place.Y:0.#}\" width=\"{place.Width:0.#}\" height=\"{place.Height:0.#}\" rx=\"3\" fill=\"{DotWriter.Colour(box.Kind)}\" stroke=\"#555\"/>\n");
        for (var i = 0; i < box.Lines.Length; i++)
        {
            var (x, y) = (place.X + (place.Width / 2), place.Y + Padding + ((i + 0.8) * LineHeight));
            text.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"middle\">{SecurityElement.Escape(box.Lines[i])}</text>\n");
        }
    }

    private readonly record struct Rectangle(double X, double Y, double Width, double Height);
}
