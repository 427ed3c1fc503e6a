namespace PyTorchCS.Benchmarks.Compare;

/// <summary>A section in which peers take turns of a few milliseconds, one contest after the other.</summary>
internal static class TimedSection
{
    public static List<Series> Measure(string section, Options options)
    {
        var results = new List<Series>();
        List<Peer> peers = [];
        try
        {
            foreach (string name in options.Peers ?? PeersOf(section))
            {
                peers.Add(Peer.Start(name, PeerCommand.For(name, options), section, options.Threads));
            }
            foreach (string bench in BenchesOf(peers).Where(bench => bench.Contains(options.Only, StringComparison.Ordinal)))
            {
                results.AddRange(new Contest(bench, peers, options).Run());
                Console.Error.Write('.');
            }
            Console.Error.WriteLine();
        }
        finally
        {
            peers.ForEach(peer => peer.Dispose());
        }
        return results;
    }

    private static string[] PeersOf(string section) =>
        [.. Options.AllPeers.Where(peer => peer != "python" || (section == "data" && PeerCommand.PythonHasTorch()))];

    // What this library can do, in its order; where it is not among the peers, what the first of them can.
    private static IEnumerable<string> BenchesOf(List<Peer> peers)
    {
        Peer leader = peers.Find(peer => peer.Name == "pytorchcs") ?? peers[0];
        return leader.Workloads.Select(workload => workload.Bench).Distinct();
    }
}
