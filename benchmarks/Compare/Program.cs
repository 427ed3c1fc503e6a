using PyTorchCS.Benchmarks.Compare;

Options? options = Options.Parse(args);
if (options is null)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

string machine = Machine.Describe();
List<object> records = [];
List<(string Section, Verdict Verdict)> verdicts = [];
foreach (string section in options.Sections)
{
    Console.Error.Write(section + " ");
    using var text = new StringWriter();
    text.WriteLine($"## {section}");
    text.WriteLine();
    verdicts.AddRange(Measure(section, text).Select(verdict => (section, verdict)));
    Publish(section, text.ToString());
}
Publish("targets", Summary());
if (options.Json is string path)
{
    File.WriteAllLines(path, records.Select(Wire.Write));
}
return 0;

IEnumerable<Verdict> Measure(string section, StringWriter text)
{
    if (section == "memory")
    {
        return MemorySection.Run(text, options, records);
    }
    if (section == "startup")
    {
        return StartupSection.Run(text, options, records);
    }
    text.WriteLine($"{options.Rounds} rounds of batches of {Options.BatchSeconds * 1e3:0} ms in turns, {options.Threads} thread(s) inside an operation.");
    List<Series> series = TimedSection.Measure(section, options);
    records.AddRange(series.Select(s => new
    {
        Section = section,
        s.Peer,
        s.Workload.Bench,
        s.Workload.Variant,
        options.Threads,
        s.Workload.Unit,
        s.Workload.Items,
        BytesPerOperation = s.Bytes,
        s.Collections,
        SecondsPerOperation = s.Times,
    }));
    return section switch
    {
        "overhead" => OverheadTable.Write(text, series),
        "data" => DataTable.Write(text, series),
        _ => SectionTable.Write(text, section, series),
    };
}

void Publish(string block, string text)
{
    Console.WriteLine();
    Console.WriteLine(text.Trim());
    // A part of a run must not take the place of a whole one's figures.
    if (options.Markdown is string page && options.Only.Length == 0 && (block != "targets" || options.Sections.Length > 1))
    {
        MarkdownPage.Replace(page, block, text);
    }
}

string Summary()
{
    using var text = new StringWriter();
    var missed = verdicts.Where(entry => !entry.Verdict.IsMet).ToArray();
    text.WriteLine("## targets");
    text.WriteLine();
    text.WriteLine(machine + ".");
    text.WriteLine();
    text.WriteLine($"{verdicts.Count - missed.Length} of {verdicts.Count} met{(missed.Length == 0 ? "." : "; missed:")}");
    var table = new Table(3, "section", "what", "target", "reached");
    foreach ((string section, Verdict verdict) in missed)
    {
        table.Add(section, verdict.What, verdict.Target.ToString(), verdict.Target.Show(verdict.Value));
    }
    if (missed.Length != 0)
    {
        table.Write(text);
    }
    return text.ToString();
}
