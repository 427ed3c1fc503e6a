using System.Diagnostics;
using System.Globalization;
using PyTorchCS.Benchmarks.Peers;

namespace PyTorchCS.Benchmarks.Compare;

/// <summary>A running peer. It works only when told to, one round at a time, and so never beside another.</summary>
internal sealed class Peer : IDisposable
{
    private readonly string _name;
    private readonly Process _process;

    private Peer(string name, Process process) => (_name, _process) = (name, process);

    public static Peer Start(PeerCommand command, string section, int threads)
    {
        var start = new ProcessStartInfo(command.Program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        string[] arguments = [.. command.Arguments, section, threads.ToString(CultureInfo.InvariantCulture)];
        Array.ForEach(arguments, start.ArgumentList.Add);
        foreach ((string name, string value) in command.Environment)
        {
            start.Environment[name] = value;
        }
        return new Peer(command.Name, Process.Start(start)!);
    }

    public IReadOnlyList<Measurement> RunRound()
    {
        _process.StandardInput.WriteLine("round");
        _process.StandardInput.Flush();
        var results = new List<Measurement>();
        while (_process.StandardOutput.ReadLine() is string line)
        {
            if (line.Length == 0)
            {
                return results;
            }
            results.Add(Measurement.FromJson(line));
        }
        _process.WaitForExit();
        throw new InvalidOperationException($"the peer '{_name}' ended with exit status {_process.ExitCode} inside a round");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            _process.Kill();
        }
        _process.Dispose();
    }
}
