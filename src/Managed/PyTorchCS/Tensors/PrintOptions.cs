namespace PyTorchCS;

/// <summary>How tensors are printed. A value never changes, so whoever prints sees one state of all options.</summary>
internal sealed record PrintOptions(int Precision = 4, long Threshold = 1000, int Edgeitems = 3, int Linewidth = 80, bool? SciMode = null)
{
    private static PrintOptions s_current = new();

    /// <summary>Those of the process.</summary>
    internal static PrintOptions Current => Volatile.Read(ref s_current);

    /// <summary>Changes those of the process; of two threads that change different ones at once, both have their way.</summary>
    internal static void Change(Func<PrintOptions, PrintOptions> change)
    {
        while (true)
        {
            var seen = Current;
            if (ReferenceEquals(Interlocked.CompareExchange(ref s_current, change(seen), seen), seen))
            {
                return;
            }
        }
    }

    internal PrintOptions With(PrintProfile profile) => profile switch
    {
        PrintProfile.Default => new PrintOptions(SciMode: SciMode),
        PrintProfile.Short => new PrintOptions(Precision: 2, Edgeitems: 2, SciMode: SciMode),
        PrintProfile.Full => new PrintOptions(Threshold: long.MaxValue, SciMode: SciMode),
        _ => throw new ArgumentOutOfRangeException(nameof(profile), profile, "set_printoptions: there is no such profile"),
    };
}
