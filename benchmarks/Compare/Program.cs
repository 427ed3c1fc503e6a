using PyTorchCS.Benchmarks.Compare;
using PyTorchCS.Benchmarks.Peers;

Options? options = Options.Parse(args);
if (options is null)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

var measurements = new List<Measurement>();
List<Peer> peers = [];
try
{
    foreach (string name in options.Peers)
    {
        peers.Add(Peer.Start(PeerCommand.For(name, options), options.Section, options.Threads));
    }
    // The peers take turns, one round each, so that a disturbance of the machine meets all of them. The first rounds are
    // thrown away: the just-in-time compiler and the allocators settle in them.
    const int WarmUp = 2;
    for (int round = -WarmUp; round < options.Rounds; round++)
    {
        foreach (Peer peer in peers)
        {
            IReadOnlyList<Measurement> results = peer.RunRound();
            if (round >= 0)
            {
                measurements.AddRange(results);
            }
        }
        Console.Error.Write(round < 0 ? "w" : ".");
    }
    Console.Error.WriteLine();
}
finally
{
    peers.ForEach(peer => peer.Dispose());
}

if (options.Json is string path)
{
    File.WriteAllLines(path, measurements.Select(measurement => measurement.ToJson()));
}
Console.WriteLine($"{options.Rounds} interleaved rounds, {options.Threads} thread(s) inside an operation");
if (options.Section == "ops")
{
    Console.WriteLine("ns per operation on 3x3 float tensors; item on a scalar");
    OverheadTable.Write(Console.Out, measurements);
}
else
{
    SectionTable.Write(Console.Out, measurements);
}
return 0;
