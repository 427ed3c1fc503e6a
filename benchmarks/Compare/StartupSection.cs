using System.Diagnostics;
using PyTorchCS.Benchmarks.Peers;

namespace PyTorchCS.Benchmarks.Compare;

/// <summary>From the start of a process to the first line that it prints, which needs one operation on a tensor.</summary>
internal static class StartupSection
{
    private const int Runs = 21;
    private const int QuickRuns = 7;

    private static readonly Workload s_workload = new("first operation", "", "ms", 1, 1);

    private sealed record Program(string Peer, string Name, PeerCommand Command, Func<double, double>? Allowed = null)
    {
        public Series Series { get; } = new(Peer, s_workload);
    }

    public static IEnumerable<Verdict> Run(TextWriter output, Options options, List<object> records)
    {
        Program[] programs =
            [.. Programs(options).Where(program => options.Peers?.Contains(program.Peer) ?? true).Where(program => IsThere(program.Command))];
        int runs = options.Quick ? QuickRuns : Runs;
        var random = new Random(1);
        for (int run = -1; run < runs; run++)
        {
            Program[] order = [.. programs];
            random.Shuffle(order);
            foreach (Program program in order)
            {
                double seconds = Time(program.Command);
                if (run >= 0)
                {
                    program.Series.Add(new Batch(seconds, 0, 0, 0, 0), 1);
                }
            }
        }
        Array.ForEach(programs, program => program.Series.Complete());
        records.AddRange(programs.Select(program => new
        {
            Section = "startup",
            program.Peer,
            Bench = program.Name,
            SecondsPerOperation = program.Series.Times,
        }));
        return Write(output, programs, runs);
    }

    private static IEnumerable<Program> Programs(Options options)
    {
        string Published(string form) => Path.Combine(options.Artifacts, "startup", form, "FirstOperation");
        PeerCommand ours = PeerCommand.Dotnet(PeerCommand.Assembly(options, "FirstOperation"));
        double Managed(double cpp) => (1.10 * cpp) + 0.060;
        double Compiled(double cpp) => (1.05 * cpp) + 0.015;

        yield return new("cpp", "program", PeerCommand.Native(options, "first-operation"));
        yield return new("cpp", "loads libtorch_cpu.so and nothing more", PeerCommand.Native(options, "load-only"));
        yield return new("pytorchcs", "dotnet app.dll", ours, Managed);
        yield return new("pytorchcs", "ReadyToRun", new PeerCommand(Published("r2r"), [], []), Managed);
        yield return new("pytorchcs", "NativeAOT", new PeerCommand(Published("aot"), [], []), Compiled);
        yield return new("pytorchcs", "dotnet app.dll that uses no tensor", ours.With("nothing"));
        yield return new("torchsharp", "dotnet app.dll", PeerCommand.For("torchsharp", options).With("first-operation"));
        if (PeerCommand.PythonHasTorch())
        {
            yield return new("python", "python3 app.py", PeerCommand.PythonScript(options, "startup", "first_operation.py"));
        }
    }

    // What could not be published on this machine is left out.
    private static bool IsThere(PeerCommand command) => !Path.IsPathRooted(command.Program) || File.Exists(command.Program);

    private static double Time(PeerCommand command)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = command.Start();
        string? line = process.StandardOutput.ReadLine();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.WaitForExit();
        return line is not null && process.ExitCode == 0
            ? seconds
            : throw new InvalidOperationException($"'{command.Program}' ended with exit status {process.ExitCode} and printed '{line}'");
    }

    private static List<Verdict> Write(TextWriter output, Program[] programs, int runs)
    {
        var verdicts = new List<Verdict>();
        Series? cpp = programs.FirstOrDefault(program => program.Peer == "cpp")?.Series;
        Series? python = programs.FirstOrDefault(program => program.Peer == "python")?.Series;
        var table = new Table(2, "peer", "program", "median ms", "best ms", "x C++", "x Python", "target");
        foreach (Program program in programs)
        {
            Verdict? verdict = null;
            if (cpp is not null && program.Allowed is { } allowed)
            {
                verdict = new Target("ms", allowed(cpp.Median) * 1e3, IsLeast: false, "F0").Judge(program.Name, program.Series.Median * 1e3);
                verdicts.Add(verdict);
            }
            table.Add(
                Format.PeerNames[program.Peer],
                program.Name,
                Format.Number(program.Series.Median * 1e3),
                Format.Number(program.Series.Minimum * 1e3),
                Format.Ratio(program.Series.Median / cpp?.Median),
                Format.Ratio(program.Series.Median / python?.Median),
                verdict?.ToString() ?? "");
        }
        output.WriteLine(
            $"From a process's start to its first line; {runs} runs of each, in turns. Targets: 1.10 x C++ + 60 ms, NativeAOT 1.05 x C++ + 15 ms.");
        table.Write(output, textAtEnd: true);
        return verdicts;
    }
}
