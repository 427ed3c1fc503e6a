using System.Xml.Linq;
using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class DrawTests : LeakCheck
{
    [Fact]
    public void ToDot_NamesParametersOperationsAndShapes()
    {
        var model = new Sequential(new Linear(3, 4), new ReLU(), new Linear(4, 2));
        var loss = model.Call(Torch.Randn(5, 3)).Sum();

        var dot = Autograd.Draw(loss, model.NamedParameters()).ToDot();

        dot.Should().StartWith("digraph").And.Contain("0.weight\\nfloat32 [4, 3]").And.Contain("2.bias\\nfloat32 [2]").And.Contain("ReluBackward0\\n[5, 4]").And.Contain("SumBackward0");
        dot.Split('\n').Count(line => line.Contains("lightblue")).Should().Be(4);
        dot.Split('\n').Count(line => line.Contains("->")).Should().BeGreaterThan(8);
    }

    [Fact]
    public void ToSvg_IsAPictureWithABoxForEachNode()
    {
        var x = Torch.Ones([2], requiresGrad: true);
        var y = (x * x).Sum();

        var svg = XDocument.Parse(Autograd.Draw(y, [("a<b", x)]).ToSvg());

        XNamespace space = "http://www.w3.org/2000/svg";
        svg.Root!.Name.Should().Be(space + "svg");
        svg.Descendants(space + "rect").Should().HaveCount(4);
        svg.Descendants(space + "text").Select(text => text.Value).Should().Contain("a<b").And.Contain("MulBackward0").And.Contain("float32 [2]");
        // Both operands are x.
        svg.Descendants(space + "path").Count(path => path.Attribute("marker-end") is not null).Should().Be(4);
        var tops = svg.Descendants(space + "rect").Select(box => double.Parse(box.Attribute("y")!.Value, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        tops[0].Should().Be(tops.Max(), "the output is at the bottom");
    }

    [Fact]
    public void Boxes_DoNotOverlap_AndArrowsPointDown()
    {
        var x = Torch.Ones([2], requiresGrad: true);
        var parts = Enumerable.Range(0, 6).Select(i => (x * i).Sin()).ToArray();

        var svg = XDocument.Parse(Autograd.Draw(Torch.Stack(parts).Sum() + x.Sum()).ToSvg());

        XNamespace space = "http://www.w3.org/2000/svg";
        var boxes = svg.Descendants(space + "rect").Select(box => (X: Number(box, "x"), Y: Number(box, "y"), Width: Number(box, "width"), Height: Number(box, "height"))).ToArray();
        for (var i = 0; i < boxes.Length; i++)
        {
            for (var j = i + 1; j < boxes.Length; j++)
            {
                var (a, b) = (boxes[i], boxes[j]);
                (a.X + a.Width <= b.X || b.X + b.Width <= a.X || a.Y + a.Height <= b.Y || b.Y + b.Height <= a.Y).Should().BeTrue();
            }
        }
        foreach (var path in svg.Descendants(space + "path").Where(path => path.Attribute("marker-end") is not null))
        {
            var numbers = path.Attribute("d")!.Value.Split('M', 'C', ' ').Where(part => part.Length > 0).Select(part => double.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            numbers[^1].Should().BeGreaterThan(numbers[1]);
        }

        static double Number(XElement box, string name) => double.Parse(box.Attribute(name)!.Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Draw_OfALongGraph_Works()
    {
        var x = Torch.Ones([1], requiresGrad: true);
        using var scope = Torch.Scope();
        var y = x;
        for (var i = 0; i < 20_000; i++)
        {
            y = y * 1;
        }

        var drawing = Autograd.Draw(y);

        drawing.ToDot().Split('\n').Length.Should().BeGreaterThan(40_000);
        drawing.ToSvg().Should().EndWith("</svg>\n");
    }

    [Fact]
    public void Save_WritesWhatTheEndingSays()
    {
        var drawing = Autograd.Draw(Torch.Ones([1], requiresGrad: true) * 2);
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            drawing.Save(Path.Combine(folder.FullName, "graph.svg"));
            drawing.Save(Path.Combine(folder.FullName, "graph.dot"));
            FluentActions.Invoking(() => drawing.Save(Path.Combine(folder.FullName, "graph.png"))).Should().Throw<ArgumentException>().WithMessage("*graph.png*.svg*.dot*");
            File.ReadAllText(Path.Combine(folder.FullName, "graph.svg")).Should().Be(drawing.ToSvg());
            File.ReadAllText(Path.Combine(folder.FullName, "graph.dot")).Should().Be(drawing.ToString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Draw_OfATensorWithoutHistory_Throws() =>
        FluentActions.Invoking(() => Autograd.Draw(Torch.Ones(1))).Should().Throw<ArgumentException>().WithMessage("*no history*");
}
