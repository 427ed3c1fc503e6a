using System.Diagnostics;
using System.Globalization;
using PyTorchCS.Benchmarks.Peers;

namespace PyTorchCS.Benchmarks.Compare;

/// <summary>A running peer. It works only when told to, one batch at a time, and so never beside another.</summary>
internal sealed class Peer : IDisposable
{
    private static readonly TimeSpan s_watchInterval = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;

    private Peer(string name, Process process) => (Name, _process) = (name, process);

    public string Name { get; }

    public Workload[] Workloads { get; private set; } = [];

    public static Peer Start(string name, PeerCommand command, string section, int threads)
    {
        var peer = new Peer(name, command.With(section, threads.ToString(CultureInfo.InvariantCulture)).Start());
        peer.Workloads = Wire.Read<Workload[]>(peer.Ask("list"));
        return peer;
    }

    /// <summary>Runs so many operations of a workload, after <paramref name="lead"/> that are not timed.</summary>
    public Batch Run(int workload, int lead, int count) => Wire.Read<Batch>(Ask(RequestTo(workload, lead, count)));

    /// <summary>The same, but ends the process and gives null when it comes to hold more memory than allowed.</summary>
    public Batch? RunWatched(int workload, int count, double limitMegabytes)
    {
        Say(RequestTo(workload, lead: 0, count));
        Task<string?> answer = _process.StandardOutput.ReadLineAsync();
        while (!answer.Wait(s_watchInterval))
        {
            if (Memory("VmRSS") > limitMegabytes)
            {
                _process.Kill();
                return null;
            }
        }
        return Wire.Read<Batch>(Checked(answer.Result));
    }

    /// <summary>Lets it collect its garbage.</summary>
    public void Collect() => Ask("collect");

    /// <summary>A figure of the kernel's about the process's memory, in megabytes: <c>VmRSS</c> now, <c>VmHWM</c> at most so far.</summary>
    public double Memory(string name)
    {
        string line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(name + ":", StringComparison.Ordinal));
        string kilobytes = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1];
        return double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
            {
                _process.Kill();
            }
        }
        _process.Dispose();
    }

    private static string RequestTo(int workload, int lead, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"run {workload} {lead} {count}");

    private string Ask(string request)
    {
        Say(request);
        return Checked(_process.StandardOutput.ReadLine());
    }

    private void Say(string request)
    {
        _process.StandardInput.WriteLine(request);
        _process.StandardInput.Flush();
    }

    private string Checked(string? answer)
    {
        if (answer is not null)
        {
            return answer;
        }
        _process.WaitForExit();
        throw new InvalidOperationException($"the peer '{Name}' ended with exit status {_process.ExitCode} before it answered");
    }
}
