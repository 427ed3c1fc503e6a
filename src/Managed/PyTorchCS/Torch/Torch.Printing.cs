namespace PyTorchCS;

public static partial class Torch
{
    /// <summary>Sets how tensors are printed, for the whole process; what is null stays as it is.</summary>
    /// <param name="precision">Digits after the point; 4 at first.</param>
    /// <param name="threshold">The number of elements above which a tensor is summarised; 1,000 at first.</param>
    /// <param name="edgeitems">How many entries of each dimension a summary shows at its beginning and end; 3 at first.</param>
    /// <param name="linewidth">The characters after which a line breaks; 80 at first.</param>
    /// <param name="profile">A set of all these, over which the others given go.</param>
    /// <param name="sciMode">Whether numbers are written as <c>1.0000e+03</c>. Null, also where it is left out, lets the numbers decide.</param>
    /// <remarks>Threads may set and print at the same time: a tensor is printed under one state of all options.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.set_printoptions.html"/>
    // Differs from PyTorch: the rule for names would give SetPrintoptions, and the threshold is a whole number.
    public static void SetPrintOptions(
        int? precision = null, long? threshold = null, int? edgeitems = null, int? linewidth = null, PrintProfile? profile = null, bool? sciMode = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(precision ?? 0, nameof(precision));
        ArgumentOutOfRangeException.ThrowIfNegative(threshold ?? 0, nameof(threshold));
        ArgumentOutOfRangeException.ThrowIfNegative(edgeitems ?? 0, nameof(edgeitems));
        ArgumentOutOfRangeException.ThrowIfNegative(linewidth ?? 0, nameof(linewidth));
        PrintOptions.Change(current =>
        {
            var start = profile is { } given ? current.With(given) : current;
            return new PrintOptions(
                precision ?? start.Precision, threshold ?? start.Threshold, edgeitems ?? start.Edgeitems, linewidth ?? start.Linewidth, sciMode);
        });
    }
}
