namespace PyTorchCS.Benchmarks.Compare;

/// <summary>How a peer is started.</summary>
internal sealed record PeerCommand(string Name, string Program, string[] Arguments, Dictionary<string, string> Environment)
{
    private const string MissingVersion = "GLIBCXX_3.4.32";

    /// <summary>The command of one peer.</summary>
    public static PeerCommand For(string peer, Options options) => peer switch
    {
        "cpp" => new(peer, Path.Combine(options.Artifacts, "peers", "cpp-peer"), [], []),
        "pytorchcs" => new(peer, "dotnet", [Assembly(options, "PyTorchCSPeer")], []),
        "torchsharp" => TorchSharp(options),
        "python" => new(peer, "/usr/bin/python3", [Python(options)], []),
        _ => throw new ArgumentException($"no peer is called '{peer}'"),
    };

    private static PeerCommand TorchSharp(Options options)
    {
        string assembly = Assembly(options, "TorchSharpPeer");
        var environment = new Dictionary<string, string> { ["LD_LIBRARY_PATH"] = options.LibTorch };
        // The stub exists only where this machine's C++ library is older than the one TorchSharp was built with.
        string stub = Path.Combine(options.Artifacts, "peers", "libtorchsharp-stub.so");
        if (File.Exists(stub))
        {
            string library = Path.Combine(
                Path.GetDirectoryName(assembly)!, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
            ElfSymbolVersions.MarkWeak(library, MissingVersion);
            environment["LD_PRELOAD"] = stub;
        }
        return new("torchsharp", "dotnet", [assembly], environment);
    }

    private static string Python(Options options) =>
        Path.GetFullPath(Path.Combine(options.Artifacts, "..", "benchmarks", "peers", "python", "peer.py"));

    private static string Assembly(Options options, string name) =>
        Path.Combine(options.Artifacts, "bin", name, "release", name + ".dll");
}
