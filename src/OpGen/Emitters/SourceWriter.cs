using System.Text;

namespace PyTorchCS.OpGen.Emitters;

/// <summary>Text with indentation by braces.</summary>
internal sealed class SourceWriter(int indentWidth = 4)
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public SourceWriter Line(string line = "")
    {
        if (line.StartsWith('}'))
        {
            _depth--;
        }
        if (line.Length > 0)
        {
            _text.Append(' ', _depth * indentWidth).Append(line);
        }
        _text.Append('\n');
        if (line.EndsWith('{'))
        {
            _depth++;
        }
        return this;
    }

    public SourceWriter Open() => Line("{");

    public SourceWriter Close() => Line("}");

    public override string ToString() => _text.ToString();
}
