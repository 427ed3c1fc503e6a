namespace PyTorchCS.Benchmarks.Compare;

/// <summary>A page whose tables are written by the runner, each between two marks, and whose text is written by hand.</summary>
internal static class MarkdownPage
{
    /// <summary>Puts the text between the section's marks; where the page has none, at its end.</summary>
    public static void Replace(string path, string section, string text)
    {
        string page = File.Exists(path) ? File.ReadAllText(path) : "";
        string open = $"<!-- {section} -->\n";
        string close = $"<!-- end of {section} -->\n";
        string block = open + text.Trim() + "\n" + close;
        int start = page.IndexOf(open, StringComparison.Ordinal);
        int end = start < 0 ? -1 : page.IndexOf(close, start, StringComparison.Ordinal);
        File.WriteAllText(path, end < 0 ? page + "\n" + block : page[..start] + block + page[(end + close.Length)..]);
    }
}
