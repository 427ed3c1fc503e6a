using System.Globalization;

namespace FashionMnistSample;

/// <summary>The command line.</summary>
internal sealed record SampleOptions
{
    public const string Synthetic = "synthetic";

    public const string Usage = """
        Trains a small convolutional network on Fashion-MNIST and draws what it has learned.

        usage: FashionMnist [options]
          --epochs N        how often to go through the training images (5)
          --batch-size N    images in one step (128)
          --lr X            the highest learning rate (0.002)
          --train-limit N   use only the first N training images
          --seed N          the same seed gives the same numbers (1)
          --device NAME     cpu, cuda or cuda:N (cpu)
          --threads N       threads of the CPU to compute with (all cores)
          --data DIR        the folder of the four data files; 'synthetic' draws digits instead
          --out DIR         where checkpoint and pictures go (artifacts/fashion-mnist)
          --quick           6,000 images and one epoch, unless said otherwise
          --help            this text
        """;

    private const int QuickImages = 6000;

    public int Epochs { get; init; } = 5;
    public int BatchSize { get; init; } = 128;
    public double Lr { get; init; } = 2e-3;
    public int? TrainLimit { get; init; }
    public long Seed { get; init; } = 1;
    public string Device { get; init; } = "cpu";
    public int? Threads { get; init; }
    public string? Data { get; init; }
    public string Out { get; init; } = Path.Combine("artifacts", "fashion-mnist");
    public bool Help { get; init; }

    /// <exception cref="OptionException">An option is unknown, lacks its value, or has one that makes no sense.</exception>
    public static SampleOptions Parse(IReadOnlyList<string> arguments)
    {
        // --quick changes defaults, so it comes first wherever it stands.
        SampleOptions options = arguments.Contains("--quick") ? new() { Epochs = 1, TrainLimit = QuickImages } : new();
        for (int i = 0; i < arguments.Count; i++)
        {
            string[] parts = arguments[i].Split('=', 2);
            string name = parts[0];
            string Value() =>
                parts.Length == 2 ? parts[1]
                : i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal) ? arguments[++i]
                : throw new OptionException($"{name} needs a value");

            options = options.With(name, parts.Length == 2, Value);
        }

        return options;
    }

    private SampleOptions With(string name, bool hasInlineValue, Func<string> value) => name switch
    {
        "--epochs" => this with { Epochs = Count(name, value()) },
        "--batch-size" => this with { BatchSize = Count(name, value()) },
        "--lr" => this with { Lr = PositiveNumber(name, value()) },
        "--train-limit" => this with { TrainLimit = Count(name, value()) },
        "--seed" => this with { Seed = Integer(name, value()) },
        "--device" => this with { Device = DeviceName(name, value()) },
        "--threads" => this with { Threads = Count(name, value()) },
        "--data" => this with { Data = NotEmpty(name, value()) },
        "--out" => this with { Out = NotEmpty(name, value()) },
        "--quick" or "--help" when hasInlineValue => throw new OptionException($"{name} takes no value"),
        "--quick" => this,
        "--help" or "-h" => this with { Help = true },
        _ => throw new OptionException($"there is no option '{name}'"),
    };

    private static int Count(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0
            ? value
            : throw new OptionException($"{name} needs a whole number of at least 1, not '{text}'");

    private static long Integer(string name, string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new OptionException($"{name} needs a whole number, not '{text}'");

    private static double PositiveNumber(string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && double.IsFinite(value)
            ? value
            : throw new OptionException($"{name} needs a number above 0, not '{text}'");

    private static string DeviceName(string name, string text)
    {
        string[] parts = text.Split(':');
        // PyTorch counts devices in a signed byte.
        bool known = text is "cpu" or "cuda"
            || (parts is ["cuda", var index] && sbyte.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out _));
        return known ? text : throw new OptionException($"{name} needs cpu, cuda or cuda:N, not '{text}'");
    }

    private static string NotEmpty(string name, string text) =>
        text.Length > 0 ? text : throw new OptionException($"{name} needs a value");
}
