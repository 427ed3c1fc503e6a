using System.Globalization;

namespace PyTorchCS.Benchmarks.Compare;

/// <summary>The command line.</summary>
internal sealed record Options(string Section, string Artifacts, string LibTorch, int Rounds, int Threads, string[] Peers, string? Json)
{
    public const string Usage =
        "usage: Compare overhead|create|mlp|adam|cnn|lstm|loader --artifacts DIR --libtorch DIR [--rounds N] [--threads N] [--peers cpp,pytorchcs,torchsharp,python] [--json FILE]";

    /// <summary>The options, or null where the command line makes no sense.</summary>
    public static Options? Parse(string[] args)
    {
        if (args is not [string name, .. string[] rest])
        {
            return null;
        }
        var options = new Options(name == "overhead" ? "ops" : name, "", "", Rounds: 15, Threads: 1, Peers: ["cpp", "pytorchcs", "torchsharp"], Json: null);
        for (int i = 0; i < rest.Length; i += 2)
        {
            Options? next = i + 1 < rest.Length ? options.With(rest[i], rest[i + 1]) : null;
            if (next is null)
            {
                return null;
            }
            options = next;
        }
        return options.Artifacts.Length == 0 || options.LibTorch.Length == 0 ? null : options;
    }

    private Options? With(string name, string value) => (name, Number(value)) switch
    {
        ("--artifacts", _) => this with { Artifacts = value },
        ("--libtorch", _) => this with { LibTorch = value },
        ("--peers", _) => this with { Peers = value.Split(',') },
        ("--json", _) => this with { Json = value },
        ("--rounds", > 0 and int rounds) => this with { Rounds = rounds },
        ("--threads", > 0 and int threads) => this with { Threads = threads },
        _ => null,
    };

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
}
