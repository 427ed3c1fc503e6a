using System.Diagnostics;

namespace PyTorchCS.Benchmarks.Compare;

/// <summary>How a program is started.</summary>
internal sealed record PeerCommand(string Program, string[] Arguments, Dictionary<string, string> Environment)
{
    private const string Python = "/usr/bin/python3";
    private const string MissingVersion = "GLIBCXX_3.4.32";

    /// <summary>The command of one peer, which takes a section and a number of threads.</summary>
    public static PeerCommand For(string peer, Options options) => peer switch
    {
        "cpp" => Native(options, "cpp-peer"),
        "pytorchcs" => Dotnet(Assembly(options, "PyTorchCSPeer")),
        "torchsharp" => TorchSharp(options),
        "python" => PythonScript(options, "peers", "python", "peer.py"),
        _ => throw new ArgumentException($"no peer is called '{peer}'"),
    };

    /// <summary>A program that was built next to the C++ peer.</summary>
    public static PeerCommand Native(Options options, string name) => new(Path.Combine(options.Artifacts, "peers", name), [], []);

    /// <summary>This library's peer, published as native code.</summary>
    public static PeerCommand Compiled(Options options) => new(Path.Combine(options.Artifacts, "peers", "aot", "PyTorchCSPeer"), [], []);

    public static PeerCommand Dotnet(string assembly) => new("dotnet", [assembly], []);

    public static PeerCommand PythonScript(Options options, params string[] path) =>
        new(Python, [Path.GetFullPath(Path.Combine([options.Artifacts, "..", "benchmarks", .. path]))], []);

    public static string Assembly(Options options, string name) =>
        Path.Combine(options.Artifacts, "bin", name, "release", name + ".dll");

    /// <summary>Whether there is a Python with PyTorch.</summary>
    public static bool PythonHasTorch()
    {
        if (!File.Exists(Python))
        {
            return false;
        }
        using Process process = new PeerCommand(Python, ["-c", "import importlib.util as u, sys; sys.exit(u.find_spec('torch') is None)"], []).Start();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    /// <summary>The same with more arguments.</summary>
    public PeerCommand With(params string[] arguments) => this with { Arguments = [.. Arguments, .. arguments] };

    /// <summary>The same with one more environment variable.</summary>
    public PeerCommand WithVariable(string name, string value) =>
        this with { Environment = new Dictionary<string, string>(Environment) { [name] = value } };

    public Process Start()
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach ((string name, string value) in Environment)
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }

    private static PeerCommand TorchSharp(Options options)
    {
        string assembly = Assembly(options, "TorchSharpPeer");
        PeerCommand command = Dotnet(assembly).WithVariable("LD_LIBRARY_PATH", options.LibTorch);
        // The stub exists only where this machine's C++ library is older than the one TorchSharp was built with.
        string stub = Path.Combine(options.Artifacts, "peers", "libtorchsharp-stub.so");
        if (!File.Exists(stub))
        {
            return command;
        }
        string library = Path.Combine(Path.GetDirectoryName(assembly)!, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
        ElfSymbolVersions.MarkWeak(library, MissingVersion);
        return command.WithVariable("LD_PRELOAD", stub);
    }
}
