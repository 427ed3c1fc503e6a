using System.Diagnostics;
using PyTorchCS.Benchmarks.Peers;

namespace PyTorchCS.Benchmarks.Compare;

/// <summary>
/// One thing to do, done by every peer in each of its ways, in turns of a few milliseconds: the speed of a shared machine
/// drifts by a factor of two within seconds, and so it drifts for all of them alike.
/// </summary>
internal sealed class Contest
{
    private const double LongestWarmUp = 3;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(2);

    private readonly Options _options;
    private readonly List<Turn> _turns = [];
    // Another order in each round, the same orders in each run: nobody always comes after the one that empties the caches.
    private readonly Random _random = new(1);

    public Contest(string bench, IEnumerable<Peer> peers, Options options)
    {
        _options = options;
        foreach (Peer peer in peers)
        {
            for (int i = 0; i < peer.Workloads.Length; i++)
            {
                if (peer.Workloads[i].Bench == bench)
                {
                    _turns.Add(new Turn(peer, i, new Series(peer.Name, peer.Workloads[i])));
                }
            }
        }
    }

    public IEnumerable<Series> Run()
    {
        WarmUp();
        for (int round = 0; round < _options.Rounds; round++)
        {
            foreach (Turn turn in Shuffled(_turns.Where(turn => turn.IsDue(round))))
            {
                Pause();
                turn.Series.Add(turn.Peer.Run(turn.Workload, turn.Count / 10, turn.Count), turn.Count);
            }
        }
        foreach (Peer peer in _turns.Select(turn => turn.Peer).Distinct())
        {
            peer.Collect();
        }
        _turns.ForEach(turn => turn.Series.Complete());
        return _turns.Select(turn => turn.Series);
    }

    // Also finds how many operations make a batch.
    private void WarmUp()
    {
        var watch = Stopwatch.StartNew();
        for (int round = 0; round < _options.WarmUp.Rounds || watch.Elapsed.TotalSeconds < _options.WarmUp.Seconds; round++)
        {
            Turn[] cold = [.. Shuffled(_turns).Where(turn => turn.Spent < LongestWarmUp)];
            if (cold.Length == 0)
            {
                return;
            }
            foreach (Turn turn in cold.Where(turn => turn.IsDue(round)))
            {
                Pause();
                turn.Adapt(turn.Peer.Run(turn.Workload, lead: 0, turn.Count), Options.BatchSeconds);
            }
        }
    }

    // OpenMP's threads spin for a moment when their work is done, and the next peer wants the processor.
    private void Pause()
    {
        if (_options.Threads > 1)
        {
            Thread.Sleep(s_pause);
        }
    }

    private Turn[] Shuffled(IEnumerable<Turn> turns)
    {
        Turn[] result = [.. turns];
        _random.Shuffle(result);
        return result;
    }

    private sealed class Turn(Peer peer, int workload, Series series)
    {
        private double _fastest = double.PositiveInfinity;

        public Peer Peer => peer;

        public int Workload => workload;

        public Series Series => series;

        public int Count { get; private set; } = 1;

        public double Spent { get; private set; }

        /// <summary>Whose batches are longer has a turn in fewer rounds.</summary>
        public bool IsDue(int round) => round % series.Workload.Span == 0;

        public void Adapt(Batch batch, double seconds)
        {
            Spent += batch.Wall;
            _fastest = Math.Min(_fastest, batch.Wall / Count);
            double wanted = seconds * series.Workload.Span / _fastest;
            Count = (int)Math.Clamp(wanted, 1, Count * 10L);
        }
    }
}
