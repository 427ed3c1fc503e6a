using PyTorchCS.Parity;

// Usage: Parity REPOSITORY [--verify | --list]
//   (nothing)  prints the report and writes docs/parity.md
//   --list     prints each name with what was found for it
//   --verify   writes nothing and fails when docs/parity.md is not what would be written
// Either way it fails when a difference of a signature stands in no list, or when a line of a list explains nothing.
var root = args.FirstOrDefault(argument => !argument.StartsWith('-')) ?? Directory.GetCurrentDirectory();
var report = Report.Read(root, Surface.Read(root));
var page = Path.Combine(root, "docs", "parity.md");
var text = Page.Write(report);
if (args.Contains("--list"))
{
    Page.List(report, Console.Out);
    return 0;
}
Page.Print(report, Console.Out);
var isCurrent = true;
if (args.Contains("--verify"))
{
    isCurrent = File.Exists(page) && File.ReadAllText(page) == text;
    if (!isCurrent)
    {
        Console.Error.WriteLine("docs/parity.md is not what ./build.sh parity writes");
    }
}
else
{
    File.WriteAllText(page, text);
}
foreach (var fault in report.Faults)
{
    Console.Error.WriteLine(fault);
}
return isCurrent && report.Faults.Count == 0 ? 0 : 1;
