using System.Text.RegularExpressions;

namespace PyTorchCS.Interop;

/// <summary>LibTorch's messages, in the words of this library.</summary>
internal static class ErrorText
{
    private const string Advice = ". This could be because the operator doesn't exist for this backend";

    // retain_graph=True.
    private static readonly Regex Argument = new(@"\b([a-z]+(?:_[a-z]+)*) ?= ?(True|False|None)\b", RegexOptions.CultureInvariant);

    // set_detect_anomaly(True).
    private static readonly Regex PositionalArgument = new(@"\((True|False|None)\)", RegexOptions.CultureInvariant);

    // torch.cat(), autograd.grad(), torch.linalg.inv().
    private static readonly Regex Function = new(@"\b(?:torch\.(?:(?<module>autograd|linalg|fft|special|sparse)\.)?|(?<module>autograd)\.)(?<name>[a-z][a-z0-9_]*)\(", RegexOptions.CultureInvariant);

    // .backward(), .reshape(...).
    private static readonly Regex Method = new(@"(?<=^|[\s`'(])\.([a-z][a-z0-9_]*)\(", RegexOptions.CultureInvariant);

    private static readonly string[] WithoutCuda =
    [
        "from the 'CUDA' backend", "not linked with support for cuda", "Cannot access accelerator device when none is available", "has no CUDA generators",
    ];

    /// <summary>Without the list of all backends, which the trace keeps, and with C#'s names for Python's arguments and functions.</summary>
    internal static string Of(string message)
    {
        if (WithoutCuda.Any(sign => message.Contains(sign, StringComparison.Ordinal)) && !Torch.CudaIsAvailable)
        {
            return NativeLibraries.WhyNoCuda();
        }
        var advice = message.IndexOf(Advice, StringComparison.Ordinal);
        var text = advice < 0 ? message : message[..advice] + ": this LibTorch has no kernel for it";
        text = Argument.Replace(text, match => $"{Camel(match.Groups[1].Value)}: {Literal(match.Groups[2].Value)}");
        text = PositionalArgument.Replace(text, match => $"({Literal(match.Groups[1].Value)})");
        text = Function.Replace(text, match => $"{(match.Groups["module"].Success ? Pascal(match.Groups["module"].Value) : "Torch")}.{Pascal(match.Groups["name"].Value)}(");
        return Method.Replace(text, match => $".{Pascal(match.Groups[1].Value)}(");
    }

    private static string Literal(string word) => word == "None" ? "null" : word.ToLowerInvariant();

    private static string Camel(string name)
    {
        var words = Pascal(name);
        return char.ToLowerInvariant(words[0]) + words[1..];
    }

    private static string Pascal(string name) =>
        string.Concat(name.Split('_').Select(word => word.Length == 0 ? "_" : char.ToUpperInvariant(word[0]) + word[1..]));
}
