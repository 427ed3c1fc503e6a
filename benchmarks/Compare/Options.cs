using System.Globalization;

namespace PyTorchCS.Benchmarks.Compare;

/// <summary>The command line.</summary>
internal sealed record Options
{
    /// <summary>Sections in which peers take turns of a few milliseconds.</summary>
    public static readonly string[] TimedSections = ["overhead", "mlp", "cnn", "lstm", "optimizers", "loader", "data"];

    /// <summary>How long a turn is to take: short, since the machine's speed drifts, and long compared with a change of processes.</summary>
    public const double BatchSeconds = 0.003;

    public static readonly string[] AllSections = [.. TimedSections, "memory", "startup"];

    public static readonly string[] AllPeers = ["cpp", "pytorchcs", "torchsharp", "python"];

    public static readonly string Usage =
        $"""
        usage: Compare all|{string.Join('|', AllSections)} --artifacts DIR --libtorch DIR [options]
          --quick              fewer and shorter rounds
          --rounds N           turns of each peer (100; 25 where quick)
          --threads N          threads inside an operation (1)
          --peers LIST         of {string.Join(',', AllPeers)}; without it all but python, and python too in data, memory and startup
          --only TEXT          only what has the text in its name
          --json FILE          every batch, one JSON line for each peer and variant
          --markdown FILE      puts the tables into a page, in the place of those it has
        """;

    public required string[] Sections { get; init; }

    public string Artifacts { get; private init; } = "";

    public string LibTorch { get; private init; } = "";

    public bool Quick { get; private init; }

    public int Threads { get; private init; } = 1;

    public string[]? Peers { get; private init; }

    public string Only { get; private init; } = "";

    public string? Json { get; private init; }

    public string? Markdown { get; private init; }

    /// <summary>How often each peer has its turn.</summary>
    public int Rounds { get => field != 0 ? field : Quick ? 25 : 100; private init; }

    /// <summary>How many rounds are thrown away at least, and for how long: a compiler's last tier comes after 60 calls, and not at once.</summary>
    public (int Rounds, double Seconds) WarmUp => Quick ? (20, 0.5) : (60, 2.0);

    /// <summary>The options, or null where the command line makes no sense.</summary>
    public static Options? Parse(string[] args)
    {
        if (args is not [string name, .. string[] rest] || (name != "all" && !AllSections.Contains(name)))
        {
            return null;
        }
        Options? options = new() { Sections = name == "all" ? AllSections : [name] };
        for (int i = 0; i < rest.Length && options is not null; i++)
        {
            options = rest[i] == "--quick" ? options with { Quick = true }
                : i + 1 < rest.Length ? options.With(rest[i], rest[++i])
                : null;
        }
        return options is { Artifacts.Length: > 0, LibTorch.Length: > 0 } ? options : null;
    }

    private Options? With(string name, string value) => (name, Number(value)) switch
    {
        ("--artifacts", _) => this with { Artifacts = value },
        ("--libtorch", _) => this with { LibTorch = value },
        ("--peers", _) when value.Split(',').All(AllPeers.Contains) => this with { Peers = value.Split(',') },
        ("--only", _) => this with { Only = value },
        ("--json", _) => this with { Json = value },
        ("--markdown", _) => this with { Markdown = value },
        ("--rounds", > 0 and int rounds) => this with { Rounds = rounds },
        ("--threads", > 0 and int threads) => this with { Threads = threads },
        _ => null,
    };

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
}
