using System.Globalization;
using System.Text;

namespace PyTorchCS.Parity;

/// <summary>Writes the report as text for the console, and as a page of the documentation.</summary>
internal static class Page
{
    private const int Width = 130;

    public static void Print(Report report, TextWriter output)
    {
        foreach (var area in report.Areas)
        {
            output.WriteLine(Line(area));
        }
        foreach (var area in report.Areas.Where(area => area.Missing.Count > 0))
        {
            output.WriteLine();
            output.WriteLine($"missing in {area.Area.Name}:");
            output.WriteLine(Wrap(area.Missing.Select(name => name.Name), ", ", "  "));
        }
        output.WriteLine();
        output.WriteLine(Invariant($"{report.Areas.Sum(area => area.Names.Count(name => name.IsCompared))} signatures compared: {report.Listed.Count} listed differences, {report.Unlisted.Count} unlisted ones"));
    }

    public static void List(Report report, TextWriter output)
    {
        foreach (var (area, name) in report.Areas.SelectMany(area => area.Names.Select(name => (area.Area.Name, name))))
        {
            output.WriteLine($"{area}\t{name.Name}\t{name.Place ?? (name.Reason is null ? "missing" : "n/a")}{(name.IsCompared ? "\tcompared" : "")}");
        }
    }

    public static string Write(Report report)
    {
        var page = new StringBuilder();
        page.Append("""
            # Parity with PyTorch 2.10

            `./build.sh parity` writes this page: it goes through the names that PyTorch documents (and those that it binds without a page),
            applies the [naming rule](pytorch-to-csharp.md) to each, looks for it in the built assemblies, and compares parameter names, their
            order and their defaults with PyTorch's signatures. `./build.sh test` fails when the page is not current.

            | area | had | n/a | missing | signatures compared | with listed differences |
            |---|---|---|---|---|---|

            """);
        foreach (var area in report.Areas)
        {
            var listed = area.Names.Count(name => name.Differences.Any(difference => report.Listed.Any(entry => entry.Difference == difference)));
            page.Append(Invariant($"| {area.Area.Name} | {area.Had}/{area.Names.Count} | {area.NotApplicable} | {area.Missing.Count} | {area.Names.Count(name => name.IsCompared)} | {listed} |\n"));
        }
        Missing(page, report);
        NotApplicable(page, report);
        Elsewhere(page, report);
        Rules(page);
        Differences(page, report);
        return page.ToString();
    }

    private static string Line(AreaResult area) =>
        Invariant($"{area.Area.Name} {area.Had}/{area.Names.Count}") + (area.NotApplicable == 0 ? "" : Invariant($" (n/a {area.NotApplicable})"));

    private static void Missing(StringBuilder page, Report report)
    {
        page.Append("\n## Missing\n");
        foreach (var area in report.Areas.Where(area => area.Missing.Count > 0))
        {
            page.Append(Invariant($"\n**{area.Area.Name}** ({area.Missing.Count}):\n"));
            foreach (var group in area.Missing.Where(name => name.LeftOut is not null).GroupBy(name => name.LeftOut))
            {
                page.Append(Wrap(group.Select(name => $"`{name.Name}`").Append($"({group.Key})"), ", ", "").Replace(", (", " (", StringComparison.Ordinal)).Append("  \n");
            }
            page.Append(Wrap(area.Missing.Where(name => name.LeftOut is null).Select(name => $"`{name.Name}`"), ", ", "")).Append('\n');
        }
    }

    private static void NotApplicable(StringBuilder page, Report report)
    {
        page.Append("\n## Not applicable\n\nWhat means nothing in .NET, or has no kernel in LibTorch. It is not counted as had.\n\n| names | area | reason |\n|---|---|---|\n");
        var entries = report.Areas.SelectMany(area => area.Names.Where(name => name.Reason is not null).Select(name => (area.Area.Name, name)));
        foreach (var group in entries.GroupBy(entry => (Area: entry.Name, entry.name.Reason)))
        {
            page.Append(Invariant($"| {string.Join(", ", group.Select(entry => $"`{entry.name.Name}`"))} | {group.Key.Area} | {group.Key.Reason} |\n"));
        }
    }

    private static void Elsewhere(StringBuilder page, Report report)
    {
        page.Append("\n## Under another name\n\nThe word `dtype` is spelled `DType` in member names, as the type is. Besides:\n\n| PyTorch | C# | reason |\n|---|---|---|\n");
        foreach (var entry in report.Lists.UsedElsewhere)
        {
            page.Append(Invariant($"| `{entry.Name}` ({entry.Area}) | `{entry.Place}` | {entry.Reason} |\n"));
        }
    }

    private static void Rules(StringBuilder page) => page.Append("""

        ## What is no difference

        - An overload may leave out what has a default in PyTorch; another one takes it. An overload without a parameter is as good as a default,
          unless the call that PyTorch documents goes to it while another overload has the parameter: that is listed as `shadowed`.
        - `out` forms are overloads of their own, whose tensors are required and named as ATen's schema names them: `Torch.Max(x, 0, max: a, maxValues: b)`.
        - C# wants required parameters before optional ones.
        - The options of a new tensor come in the order `dtype, device, requiresGrad, layout, pinMemory, memoryFormat`.
        - `null` or `default` stands for a number, a list or a tuple, of which C# has no constants; the documentation of the member says the value.
        - A word such as `'mean'` is the value of an enum.
        - The schemas' `self` is `input`, or what the manual calls it; of a list it is `tensors`.
        - Forms with named dimensions, storages as values and deprecated forms are left out.
        - Types are not compared: a form with a number and one with a tensor at the same place are one.

        """);

    private static void Differences(StringBuilder page, Report report)
    {
        page.Append("\n## Listed differences\n\n| members | parameter | difference | reason |\n|---|---|---|---|\n");
        foreach (var group in report.Listed.GroupBy(entry => (entry.Accepted, entry.Difference.Kind, entry.Difference.Parameter)))
        {
            page.Append(Invariant($"| {string.Join(", ", group.Select(entry => $"`{entry.Difference.Place}`").Distinct())} | `{group.Key.Parameter}` | {group.Key.Kind} | {group.Key.Accepted.Reason} |\n"));
        }
        if (report.Unlisted.Count > 0)
        {
            page.Append("\n## Differences without a reason yet\n\n| member | parameter | difference |\n|---|---|---|\n");
            foreach (var (_, difference) in report.Unlisted)
            {
                page.Append(Invariant($"| `{difference.Place}` | `{difference.Parameter}` | {difference.Kind} |\n"));
            }
        }
    }

    private static string Wrap(IEnumerable<string> words, string separator, string indent)
    {
        var text = new StringBuilder();
        var line = indent;
        foreach (var word in words)
        {
            var next = line == indent ? line + word : line + separator + word;
            if (next.Length > Width && line != indent)
            {
                text.Append(line).Append(separator.TrimEnd()).Append('\n');
                next = indent + word;
            }
            line = next;
        }
        return text.Append(line).ToString();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
