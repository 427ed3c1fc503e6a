using System.Text.RegularExpressions;

namespace PyTorchCS.Interop;

/// <summary>LibTorch's messages, in the words of this library.</summary>
internal static partial class ErrorText
{
    private const string Advice = ". This could be because the operator doesn't exist for this backend";

    private static readonly string[] WithoutCuda =
    [
        "from the 'CUDA' backend", "not linked with support for cuda", "Cannot access accelerator device when none is available", "has no CUDA generators",
    ];

    /// <summary>Without the list of all backends, which the trace keeps, and with C#'s names for Python's arguments and functions.</summary>
    internal static string Of(string message)
    {
        if (WithoutCuda.Any(text => message.Contains(text, StringComparison.Ordinal)) && !Torch.CudaIsAvailable)
        {
            return NativeLibraries.WhyNoCuda();
        }

        var advice = message.IndexOf(Advice, StringComparison.Ordinal);
        var words = advice < 0 ? message : message[..advice] + ": this LibTorch has no kernel for it";
        words = Argument().Replace(words, match => $"{Camel(match.Groups[1].Value)}: {Literal(match.Groups[2].Value)}");
        words = PositionalArgument().Replace(words, match => $"({Literal(match.Groups[1].Value)})");
        words = Function().Replace(words, match => $"{(match.Groups["module"].Success ? Pascal(match.Groups["module"].Value) : "Torch")}.{Pascal(match.Groups["name"].Value)}(");
        return Method().Replace(words, match => $".{Pascal(match.Groups[1].Value)}(");
    }

    private static string Literal(string word) => word == "None" ? "null" : word.ToLowerInvariant();

    private static string Camel(string name)
    {
        var words = Pascal(name);
        return char.ToLowerInvariant(words[0]) + words[1..];
    }

    private static string Pascal(string name) =>
        string.Concat(name.Split('_').Select(word => word.Length == 0 ? "_" : char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary><c>retain_graph=True</c>.</summary>
    [GeneratedRegex(@"\b([a-z]+(?:_[a-z]+)*) ?= ?(True|False|None)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Argument();

    /// <summary><c>set_detect_anomaly(True)</c>.</summary>
    [GeneratedRegex(@"\((True|False|None)\)", RegexOptions.CultureInvariant)]
    private static partial Regex PositionalArgument();

    /// <summary><c>torch.cat()</c>, <c>autograd.grad()</c>, <c>torch.linalg.inv()</c>.</summary>
    [GeneratedRegex(@"\b(?:torch\.(?:(?<module>autograd|linalg|fft|special|sparse)\.)?|(?<module>autograd)\.)(?<name>[a-z][a-z0-9_]*)\(", RegexOptions.CultureInvariant)]
    private static partial Regex Function();

    /// <summary><c>.backward()</c>, <c>.reshape(...)</c>.</summary>
    [GeneratedRegex(@"(?<=^|[\s`'(])\.([a-z][a-z0-9_]*)\(", RegexOptions.CultureInvariant)]
    private static partial Regex Method();
}
