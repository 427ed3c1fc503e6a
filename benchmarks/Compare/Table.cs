namespace PyTorchCS.Benchmarks.Compare;

/// <summary>A Markdown table that is readable as it stands.</summary>
internal sealed class Table(int textColumns, params string[] header)
{
    private readonly List<string[]> _rows = [header];

    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Writes it, the first columns aligned left and the numbers right; the last one is text if <paramref name="textAtEnd"/>.</summary>
    public void Write(TextWriter output, bool textAtEnd = false)
    {
        int columns = _rows[0].Length;
        bool IsText(int column) => column < textColumns || (textAtEnd && column == columns - 1);
        int[] widths = [.. Enumerable.Range(0, columns).Select(i => Math.Max(3, _rows.Max(row => row[i].Length)))];
        output.WriteLine();
        for (int i = 0; i < _rows.Count; i++)
        {
            var cells = _rows[i].Select((cell, c) => IsText(c) ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]));
            output.WriteLine($"| {string.Join(" | ", cells)} |");
            if (i == 0)
            {
                var rule = widths.Select((width, c) => new string('-', width + 1) + (IsText(c) ? "-" : ":"));
                output.WriteLine($"|{string.Join("|", rule)}|");
            }
        }
        output.WriteLine();
    }
}
