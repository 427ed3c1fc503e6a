using System.Globalization;
using PyTorchCS.OpGen;

namespace PyTorchCS.Parity;

/// <summary>Compares a default as PyTorch writes it with one as C# has it.</summary>
internal sealed class DefaultText
{
    private readonly ILookup<string, string> _members;

    /// <param name="words">What the enums that stand for strings call each word.</param>
    public DefaultText(IEnumerable<(string Word, string Member)> words) => _members = words.ToLookup(entry => entry.Word, entry => entry.Member);

    public static DefaultText Read(string root) =>
        new(Selection.Read(Path.Combine(root, "src", "OpGen", "selection.txt")).Enums.SelectMany(closed => closed.Words));

    public bool AreEqual(string theirs, Parameter ours)
    {
        if (ours.Default is null)
        {
            return false;
        }
        var (one, other) = (Bare(theirs), Bare(ours.Default));
        if (IsNothing(other))
        {
            // C# has no constant of that type, or null says what PyTorch's value says: null, or default, is what the code takes for it.
            return IsNothing(one) || !ours.CanHoldDefault || Said(ours.Name) == one;
        }
        return double.TryParse(one, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? double.TryParse(other, NumberStyles.Float, CultureInfo.InvariantCulture, out var given) && number == given
            : Letters(one) == Letters(other) || _members[one].Contains(other);
    }

    /// <summary>What an option means that is not given.</summary>
    private static string Said(string option) => option switch
    {
        "pinMemory" => "False",
        "layout" => "strided",
        "memoryFormat" => "preserve_format",
        _ => "None",
    };

    private static bool IsNothing(string text) => text is "None" or "[]" or "{}" or "()";

    /// <summary>Without quotes, without C++'s or Python's namespace.</summary>
    private static string Bare(string text)
    {
        var bare = text.Length > 1 && text[0] is '"' or '\'' ? text[1..^1] : text;
        bare = bare[(bare.LastIndexOf("::", StringComparison.Ordinal) is var colons && colons >= 0 ? colons + 2 : 0)..];
        return bare.StartsWith("torch.", StringComparison.Ordinal) ? bare["torch.".Length..] : bare;
    }

    /// <summary>What is left of a word in Python's, C++'s and C#'s spelling: <c>contiguous_format</c> is <c>Contiguous</c> in C++.</summary>
    private static string Letters(string text)
    {
        var letters = text.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        return letters.EndsWith("FORMAT", StringComparison.Ordinal) ? letters[..^"FORMAT".Length] : letters;
    }
}
